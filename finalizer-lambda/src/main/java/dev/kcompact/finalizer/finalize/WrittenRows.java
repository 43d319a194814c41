package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.RetryableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads written files again and holds them against what was to be written: columns, rows, and for
 * each column of fixed width, and of the key, the sum of its values' hashes. Long texts and nested
 * values are left out of the sums: reading them once more would cost as much as writing them did.
 */
final class WrittenRows {
  private static final Set<Scalar> NOT_FIXED = Set.of(Scalar.STRING, Scalar.UUID, Scalar.JSON);

  private final DuckDb db;
  private final TableDefinition table;

  WrittenRows(DuckDb db, TableDefinition table) {
    this.db = db;
    this.table = table;
  }

  /**
   * @param expected query of the rows that were to be written
   * @param rows how many they are
   * @throws RetryableException if the files hold anything else
   */
  void check(List<Path> files, String expected, long rows) {
    if (files.isEmpty()) {
      same("rows", Long.toString(rows), "0");
      return;
    }
    String written = "SELECT * FROM read_parquet(" + Sql.files(files) + ")";
    same("columns", columns(Sql.empty(table.schema())).toString(), columns(written).toString());
    List<Field> summed = summed();
    List<String> before = sums(expected, summed);
    List<String> after = sums(written, summed);
    same("rows", Long.toString(rows), before.get(0));
    same("rows", before.get(0), after.get(0));
    for (int i = 0; i < summed.size(); i++) {
      same("sum of column " + summed.get(i).name(), before.get(i + 1), after.get(i + 1));
    }
  }

  private List<DuckDb.Column> columns(String query) {
    return db.describe("read the columns of what was written of table " + table.name(), query);
  }

  private List<Field> summed() {
    return table.schema().columns().stream()
        .filter(field -> isFixed(field.type()) || table.key().contains(field.name()))
        .toList();
  }

  private static boolean isFixed(ColumnType type) {
    return type instanceof DecimalType
        || (type instanceof Scalar scalar && !NOT_FIXED.contains(scalar));
  }

  private List<String> sums(String query, List<Field> columns) {
    String sums =
        columns.stream()
            .map(column -> ", sum(hash(" + TypeNames.quoted(column.name()) + "))")
            .collect(Collectors.joining());
    return db.query(
            "audit what was written of table " + table.name(),
            "SELECT count(*)" + sums + " FROM " + Sql.nested(query),
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
          "Failed to audit table "
              + table.name()
              + ": "
              + what
              + " should be "
              + expected
              + " and are "
              + actual
              + " in the files that were written");
    }
  }
}
