package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.NonRetryableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Runs a derived table's SQL over its inputs, into a local file. */
final class DerivedQuery {
  private final DuckDb db;
  private final DerivedTable table;
  private final TableCatalog catalog;

  DerivedQuery(DuckDb db, DerivedTable table, TableCatalog catalog) {
    this.db = db;
    this.table = table;
    this.catalog = catalog;
  }

  /**
   * @param inputs files by table; a table without files is an empty relation
   * @throws NonRetryableException if the query's columns are not the schema's
   */
  List<Path> run(Map<String, List<Path>> inputs, Path folder) {
    for (String input : table.inputs()) {
      List<Path> files = inputs.getOrDefault(input, List.of());
      db.execute(
          "read input " + input + " of table " + table.name(),
          "CREATE TEMP VIEW " + TypeNames.quoted(input) + " AS " + relation(input, files));
    }
    String sql = table.sql().strip().replaceFirst(";\\s*$", "");
    checkColumns(db.describe("compile the SQL of table " + table.name(), sql));
    Path file = folder.resolve("rows.parquet");
    db.execute(
        "run the SQL of table " + table.name(),
        "COPY " + Sql.nested(sql) + " TO " + Sql.literal(file.toString()) + " (FORMAT parquet)");
    return List.of(file);
  }

  private String relation(String input, Collection<Path> files) {
    return files.isEmpty()
        ? Sql.empty(catalog.table(input).orElseThrow().schema())
        : "SELECT * FROM read_parquet(" + Sql.files(files) + ", union_by_name = true)";
  }

  /** DuckDB itself says how it writes the expected types. */
  private void checkColumns(List<DuckDb.Column> found) {
    List<DuckDb.Column> expected =
        db.describe("compile the schema of table " + table.name(), Sql.empty(table.schema()));
    List<String> differences = new ArrayList<>();
    for (DuckDb.Column column : expected) {
      String actual =
          found.stream()
              .filter(each -> each.name().equals(column.name()))
              .map(DuckDb.Column::type)
              .findFirst()
              .orElse("absent");
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
          "The SQL of table "
              + table.name()
              + " does not give its schema: "
              + String.join("; ", differences));
    }
  }
}
