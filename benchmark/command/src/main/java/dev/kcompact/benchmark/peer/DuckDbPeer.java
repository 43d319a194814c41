package dev.kcompact.benchmark.peer;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * DuckDB through JDBC: for each table one COPY of {@code read_json} with declared columns.
 * Arguments: source, output, folder of definitions.
 */
public final class DuckDbPeer {
  private DuckDbPeer() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path source = Path.of(URI.create(arguments[0]));
    Path output = Path.of(URI.create(arguments[1]));
    TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(Path.of(arguments[2])));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET TimeZone = 'UTC'");
      for (BaseTable table : catalog.baseTables()) {
        Path folder = Files.createDirectories(output.resolve(table.name()));
        statement.execute(copy(table, source, folder.resolve("part.parquet")));
      }
    }
  }

  private static String copy(BaseTable table, Path source, Path file) {
    String columns =
        table.schema().columns().stream()
            .map(field -> field.name() + ": '" + TypeNames.duckDb(field.type()) + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    return "COPY (SELECT * FROM read_json('"
        + source.resolve(table.prefix())
        + "/**/*.json*', format = 'newline_delimited', columns = "
        + columns
        + ")) TO '"
        + file
        + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)";
  }
}
