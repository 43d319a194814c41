package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.RetryableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the written files and compares them with the query that produced them: columns, number of
 * rows, and a sum of value hashes for each column of fixed width or of the key. Other texts and
 * nested values have no sum: reading them again would cost as much as writing them.
 */
record OutputVerifier(DuckDb db, TableDefinition table) {
  private static final Set<Scalar> VARIABLE_WIDTH = Set.of(Scalar.STRING, Scalar.UUID, Scalar.JSON);

  /** Throws {@code RetryableException} unless the files have exactly the query's rows. */
  void verify(List<Path> files, Sql expected, long rows) {
    if (files.isEmpty()) {
      same("rows", Long.toString(rows), "0");
      return;
    }
    Sql written = Sql.of("SELECT * FROM read_parquet({files})", Map.of("files", Sql.files(files)));
    same(
        "columns",
        columns(Sql.emptyRelation(table.processedColumns())).toString(),
        columns(written).toString());
    List<String> summed = summed();
    List<String> before = sums(expected, summed);
    List<String> after = sums(written, summed);
    same("rows", Long.toString(rows), before.get(0));
    same("rows", before.get(0), after.get(0));
    for (int i = 0; i < summed.size(); i++) {
      same("sum of column " + summed.get(i), before.get(i + 1), after.get(i + 1));
    }
  }

  private List<DuckDb.Column> columns(Sql query) {
    return db.describe("read the columns of the files written of table " + table.name(), query);
  }

  private List<String> summed() {
    Stream<String> ofFixedWidth =
        table.schema().columns().stream().filter(field -> isFixed(field.type())).map(Field::name);
    return Stream.concat(ofFixedWidth, table.key().stream()).distinct().toList();
  }

  private static boolean isFixed(ColumnType type) {
    return type instanceof DecimalType
        || (type instanceof Scalar scalar && !VARIABLE_WIDTH.contains(scalar));
  }

  private List<String> sums(Sql query, List<String> columns) {
    Sql sums =
        columns.stream()
            .map(column -> Map.of("column", Sql.column(column)))
            .map(column -> Sql.of(", sum(hash({column}))", column))
            .collect(Sql.joining(""));
    return db.query(
            "verify the files written of table " + table.name(),
            Sql.of("SELECT count(*){sums} FROM ({query})", Map.of("sums", sums, "query", query)),
            row -> {
              List<String> values = new ArrayList<>();
              for (int i = 1; i <= columns.size() + 1; i++) {
                values.add(String.valueOf(row.getString(i)));
              }
              return values;
            })
        .get(0);
  }

  private void same(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new RetryableException(
          "Failed to verify the files of table %s: %s: expected %s, found %s"
              .formatted(table.name(), what, expected, actual));
    }
  }
}
