package dev.kcompact.testbed.connect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A topic that is sent, the sink that writes it, and the table that it becomes, all of one name.
 *
 * @param name the name
 */
record ConnectTable(String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The topics that the worker's module sends. */
  static final List<ConnectTable> ALL =
      Stream.of(
              "typed", "loose", "texts", "changes", "keyed", "paired", "events", "plain", "wrapped")
          .map(ConnectTable::new)
          .toList();

  /** Writes definition and schema below a folder of definitions. */
  void writeDefinition(Path folder) throws IOException {
    for (String file : List.of("tables/" + name + ".yaml", "schemas/" + name + ".schema.json")) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.resolveSibling("."));
      try (InputStream content = resource(file)) {
        Files.write(target, content.readAllBytes());
      }
    }
  }

  /** The sink's properties, but for its name, its topic and its bucket. */
  Properties connector() throws IOException {
    Properties properties = new Properties();
    try (InputStream content = resource("connectors/" + name + ".properties")) {
      properties.load(content);
    }
    return properties;
  }

  /** DuckDB types of the columns that are compared, by name. */
  Map<String, String> columns() throws IOException {
    try (InputStream content = resource("columns/" + name + ".json")) {
      return JSON.readValue(content, new TypeReference<LinkedHashMap<String, String>>() {});
    }
  }

  /** The consumer group of the sink. */
  String group() {
    return "connect-" + name;
  }

  private static InputStream resource(String file) throws IOException {
    InputStream content = ConnectTable.class.getResourceAsStream(file);
    if (content == null) {
      throw new IOException("Missing resource: " + file);
    }
    return content;
  }
}
