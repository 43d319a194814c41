package dev.kcompact.cli.home;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What other commands must know of a running stack; it stands in the stack's work folder as {@code
 * endpoints.json} as long as the stack runs.
 *
 * @param stateMachine ARN of the daily state machine
 */
public record RunningStack(Endpoints endpoints, String stateMachine) {
  static final String FILE = "endpoints.json";

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  public RunningStack {
    requireNonNull(endpoints, "endpoints is null");
    requireNonNull(stateMachine, "stateMachine is null");
  }

  /**
   * The stack that runs in a work folder.
   *
   * @throws CommandException when none does
   */
  public static RunningStack in(Path work) {
    Path file = work.resolve(FILE);
    // A killed command leaves its file behind, but not its lock.
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

  /** Writes the file; closing the answer removes it. */
  public AutoCloseable leaveIn(Path work) {
    Path file = work.resolve(FILE);
    try {
      // Moved into place, so that nobody reads half of it.
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
    root.put("s3", endpoints.s3().toString());
    root.put("aws", endpoints.aws().toString());
    root.put("kafka", endpoints.kafka());
    root.put("serviceNow", endpoints.serviceNow().toString());
    root.put("stateMachine", stateMachine);
    return root.toPrettyString();
  }

  static RunningStack parse(String json) throws JsonProcessingException {
    JsonNode root = JSON.readTree(json);
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new IllegalArgumentException("version is not " + VERSION + ": " + version);
    }
    Endpoints endpoints =
        new Endpoints(
            URI.create(text(root, "s3")),
            URI.create(text(root, "aws")),
            text(root, "kafka"),
            URI.create(text(root, "serviceNow")));
    return new RunningStack(endpoints, text(root, "stateMachine"));
  }

  private static String text(JsonNode root, String field) {
    String text = root.path(field).textValue();
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
