package dev.kcompact.job.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Property groups as Managed Flink passes them: a JSON list of objects with {@code PropertyGroupId}
 * and {@code PropertyMap}.
 */
public record RuntimeProperties(Map<String, Map<String, String>> groups) {
  /** Location of the file on Managed Flink. */
  public static final Path MANAGED = Path.of("/etc/flink/application_properties.json");

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private record Group(String PropertyGroupId, Map<String, String> PropertyMap) {}

  public RuntimeProperties {
    Map<String, Map<String, String>> copy = new HashMap<>();
    groups.forEach((id, properties) -> copy.put(id, Map.copyOf(properties)));
    groups = Map.copyOf(copy);
  }

  /** Fails with {@link IllegalArgumentException} if the file is missing or malformed. */
  public static RuntimeProperties read(Path file) {
    try {
      Map<String, Map<String, String>> groups = new HashMap<>();
      for (Group group :
          JSON.readValue(Files.readString(file), new TypeReference<List<Group>>() {})) {
        groups.put(group.PropertyGroupId(), group.PropertyMap());
      }
      return new RuntimeProperties(groups);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "No runtime properties: "
              + file
              + "; set the application's property groups, or pass --properties FILE",
          e);
    } catch (IOException | NullPointerException e) {
      throw new IllegalArgumentException(
          "Runtime properties are malformed: "
              + file
              + "; expected [{\"PropertyGroupId\": ..., \"PropertyMap\": {...}}]",
          e);
    }
  }

  /** Returns the properties of a group; empty if the group does not exist. */
  public Map<String, String> group(String id) {
    return groups.getOrDefault(id, Map.of());
  }
}
