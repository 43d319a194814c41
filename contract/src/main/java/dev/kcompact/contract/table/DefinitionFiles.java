package dev.kcompact.contract.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The definition files: {@code tables/*.yaml} and the files that they name. They are few and small,
 * so they are kept in memory.
 *
 * @param contents text by name relative to the root, with slashes
 */
public record DefinitionFiles(Map<String, String> contents) {
  public DefinitionFiles {
    contents = Map.copyOf(contents);
  }

  /**
   * Reads a folder.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static DefinitionFiles readFolder(Path root) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (isDefinition(name)) {
          contents.put(name, Files.readString(file, UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read table definitions: " + root, e);
    }
    return new DefinitionFiles(contents);
  }

  /** Whether a file below the root is one of the definitions' own. */
  public static boolean isDefinition(String name) {
    return name.startsWith("tables/") || name.startsWith("schemas/") || name.startsWith("sql/");
  }

  /** Names of the table definitions, sorted. */
  public Collection<String> tables() {
    return contents.keySet().stream()
        .filter(name -> name.startsWith("tables/"))
        .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
        .sorted()
        .toList();
  }
}
