package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.NonRetryableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the query of a derived table over its inputs and writes the result to a local file. */
public final class DerivedTableQuery {
  private final DuckDb db;
  private final DerivedTable table;
  private final TableCatalog catalog;

  public DerivedTableQuery(DuckDb db, DerivedTable table, TableCatalog catalog) {
    this.db = db;
    this.table = table;
    this.catalog = catalog;
  }

  /**
   * Leaves a view with the name of each input table.
   *
   * @param inputs files by table; a table without files is an empty relation
   * @throws NonRetryableException if the query's columns differ from the schema
   */
  public List<Path> run(Map<String, List<Path>> inputs, Path folder) {
    for (String input : table.inputs()) {
      List<Path> files = inputs.getOrDefault(input, List.of());
      db.execute(
          "read input " + input + " of table " + table.name(),
          Sql.of(
              "CREATE TEMP VIEW {input} AS {relation}",
              Map.of("input", Sql.identifier(input), "relation", relation(input, files))));
    }
    Sql query = Sql.ofDefinition(table.sql().strip().replaceFirst(";\\s*$", ""));
    checkColumns(db.describe("compile the SQL of table " + table.name(), query));
    Path file = folder.resolve("rows.parquet");
    db.execute(
        "run the SQL of table " + table.name(),
        Sql.of(
            "COPY ({query}) TO {file} (FORMAT parquet)",
            Map.of("query", query, "file", Sql.file(file))));
    return List.of(file);
  }

  private Sql relation(String input, Collection<Path> files) {
    return files.isEmpty()
        ? Sql.emptyRelation(catalog.table(input).orElseThrow().processedColumns())
        : BucketSql.files(files);
  }

  /** Compares types as DuckDB writes them, so it reads those of an empty relation. */
  private void checkColumns(List<DuckDb.Column> found) {
    List<DuckDb.Column> expected =
        db.describe(
            "compile the schema of table " + table.name(),
            Sql.emptyRelation(table.processedColumns()));
    Map<String, String> types = new HashMap<>();
    found.forEach(column -> types.putIfAbsent(column.name(), column.type()));
    List<String> differences = new ArrayList<>();
    for (DuckDb.Column column : expected) {
      String actual = types.getOrDefault(column.name(), "absent");
      if (!actual.equals(column.type())) {
        differences.add(column.name() + " is " + actual + ", expected " + column.type());
      }
    }
    for (DuckDb.Column column : found) {
      if (table.schema().column(column.name()).isEmpty()) {
        differences.add(column.name() + " is not in the schema");
      }
    }
    if (!differences.isEmpty()) {
      throw new NonRetryableException(
          "Failed to run the SQL of table %s: its columns differ from the schema: %s; change one"
              .formatted(table.name(), String.join("; ", differences)));
    }
  }
}
