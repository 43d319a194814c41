package dev.kcompact.cli.home;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Endpoints of a running stack. The stack keeps them in its work folder as {@code endpoints.json}
 * while it runs.
 *
 * @param s3 endpoint of S3
 * @param aws endpoint of the other AWS services
 * @param access region and keys for both
 * @param kafka bootstrap servers, host:port
 * @param source root of the raw objects
 * @param lake root of the lake
 * @param stateMachine ARN of the daily state machine
 */
public record Connection(
    URI s3,
    URI aws,
    Access access,
    String kafka,
    StorageLocation source,
    StorageLocation lake,
    String stateMachine) {
  static final String FILE = "endpoints.json";

  private static final int VERSION = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  public Connection {
    requireNonNull(s3, "s3 is null");
    requireNonNull(aws, "aws is null");
    requireNonNull(access, "access is null");
    requireNonNull(kafka, "kafka is null");
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(stateMachine, "stateMachine is null");
  }

  /** Region and keys of a local stack; not secret. */
  public record Access(String region, String accessKey, String secretKey) {
    public Access {
      requireNonNull(region, "region is null");
      requireNonNull(accessKey, "accessKey is null");
      requireNonNull(secretKey, "secretKey is null");
    }

    public AwsCredentialsProvider credentials() {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
  }

  /** The connection to the stack that runs in a work folder; throws if none is running. */
  public static Connection in(Path work) {
    Path file = work.resolve(FILE);
    // A killed command leaves its file behind, but releases its lock.
    if (!Files.exists(file) || !WorkFolder.isTaken(work)) {
      throw new CommandException(
          "No stack runs in "
              + work.toAbsolutePath().normalize()
              + ": start it with kcompact up, or name its --work folder");
    }
    try {
      return parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException("Failed to read the stack's endpoints: " + file, e);
    }
  }

  /** Writes the file; closing the result deletes it. */
  public AutoCloseable writeTo(Path work) {
    Path file = work.resolve(FILE);
    try {
      // Moved into place, so that no reader sees a partial file.
      Path written = Files.writeString(work.resolve(FILE + ".new"), toJson());
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException("Failed to write the stack's endpoints: " + file, e);
    }
    return () -> Files.deleteIfExists(file);
  }

  String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("s3", s3.toString());
    root.put("aws", aws.toString());
    root.put("region", access.region());
    root.put("accessKey", access.accessKey());
    root.put("secretKey", access.secretKey());
    root.put("kafka", kafka);
    root.put("source", source.toString());
    root.put("lake", lake.toString());
    root.put("stateMachine", stateMachine);
    return root.toPrettyString();
  }

  static Connection parse(String json) throws JsonProcessingException {
    JsonNode root = JSON.readTree(json);
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new IllegalArgumentException("version is not " + VERSION + ": " + version);
    }
    return new Connection(
        URI.create(text(root, "s3")),
        URI.create(text(root, "aws")),
        new Access(text(root, "region"), text(root, "accessKey"), text(root, "secretKey")),
        text(root, "kafka"),
        StorageLocation.parseDirectory(text(root, "source")),
        StorageLocation.parseDirectory(text(root, "lake")),
        text(root, "stateMachine"));
  }

  private static String text(JsonNode root, String field) {
    String text = root.path(field).textValue();
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
