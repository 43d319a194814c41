package dev.kcompact.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The job's runtime properties, in the format of Managed Flink. Not thread-safe. */
public final class JobProperties {
  private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

  /** Starts without properties. */
  public JobProperties() {}

  /** Reads the deployment's properties, to be changed for this machine. */
  public static JobProperties read(Path file) {
    JobProperties properties = new JobProperties();
    try {
      for (JsonNode group : new ObjectMapper().readTree(file.toFile())) {
        String id = group.path("PropertyGroupId").asText();
        group
            .path("PropertyMap")
            .properties()
            .forEach(entry -> properties.put(id, entry.getKey(), entry.getValue().asText()));
      }
      return properties;
    } catch (IOException e) {
      throw new CommandException("Failed to read the job's properties: " + file, e);
    }
  }

  public JobProperties put(String group, String key, String value) {
    groups.computeIfAbsent(group, any -> new LinkedHashMap<>()).put(key, value);
    return this;
  }

  public JobProperties remove(String group) {
    groups.remove(group);
    return this;
  }

  /** Configures access to a local S3 server. */
  public JobProperties s3(URI endpoint, Connection.Access access) {
    return put("kcompact", "s3.endpoint", endpoint.toString())
        .put("kcompact", "s3.region", access.region())
        .put("kcompact", "s3.access-key", access.accessKey())
        .put("kcompact", "s3.secret-key", access.secretKey())
        .put("kcompact", "s3.path-style", "true");
  }

  /** Writes the file that the job reads. */
  public Path write(Path file) {
    ArrayNode root = new ObjectMapper().createArrayNode();
    groups.forEach(
        (id, values) -> {
          ObjectNode group = root.addObject();
          group.put("PropertyGroupId", id);
          ObjectNode map = group.putObject("PropertyMap");
          values.forEach(map::put);
        });
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, root.toPrettyString());
      return file;
    } catch (IOException e) {
      throw new CommandException("Failed to write the job's properties: " + file, e);
    }
  }
}
