package dev.kcompact.benchmark.finalizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Runs the hand-written script {@code day.sql} over the same files. Arguments: folder of the
 * compacted files, output folder, day, DuckDB's memory limit, DuckDB's temporary folder.
 */
public final class ScriptDay {
  private static final String SCRIPT = "day.sql";

  private ScriptDay() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Files.createDirectories(Path.of(arguments[1]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET memory_limit = '" + arguments[3] + "'");
      statement.execute("SET temp_directory = '" + arguments[4] + "'");
      String script =
          script()
              .replace("{in}", arguments[0])
              .replace("{out}", arguments[1])
              .replace("{day}", arguments[2]);
      for (String each : script.split(";\n")) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }

  private static String script() throws IOException {
    try (InputStream in = ScriptDay.class.getResourceAsStream(SCRIPT)) {
      return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), UTF_8);
    }
  }
}
