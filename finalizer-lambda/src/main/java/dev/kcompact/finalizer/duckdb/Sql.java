package dev.kcompact.finalizer.duckdb;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Pieces of DuckDB's SQL. */
public final class Sql {
  private Sql() {}

  /** A text as a literal. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A list of files for {@code read_parquet}. */
  public static String files(Collection<Path> files) {
    return files.stream()
        .map(file -> literal(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A query or predicate in parentheses; the line's end keeps a trailing comment inside. */
  public static String nested(String text) {
    return "(" + text + "\n)";
  }

  /** A query of no rows with a schema's columns. */
  public static String empty(TableSchema schema) {
    return schema.columns().stream()
        .map(
            column ->
                "CAST(NULL AS "
                    + TypeNames.duckDb(column.type())
                    + ") AS "
                    + TypeNames.quoted(column.name()))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }
}
