package dev.kcompact.finalizer.finalize.lift;

import static dev.kcompact.finalizer.duckdb.Sql.joining;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All rows of a table's input files, in the declared columns.
 *
 * @param query gives the declared columns with their declared types, the added columns and row
 *     positions; what a file lacks is null, unless it is in {@code _rescued}
 * @param others gives the rows of other days that the files have, with the same columns
 * @param rules that reject the rows whose values in {@code _rescued} do not fit, or of no day
 */
public record InputRows(Sql query, Optional<Sql> others, List<CompiledRule> rules) {
  public InputRows {
    requireNonNull(query, "query is null");
    rules = List.copyOf(rules);
  }

  /**
   * Reads the columns of the files; the query needs the same database.
   *
   * @param files in the order of their indexes; at least one
   */
  public static InputRows read(DuckDb db, TableDefinition table, Collection<Path> files) {
    FileColumns columns = FileColumns.read(db, "read the columns of table " + table.name(), files);
    Sql rows = rows(table, files, columns.all());
    Optional<LiftedColumns> lifted =
        table instanceof BaseTable base ? LiftedColumns.of(db, base, columns) : Optional.empty();
    return lifted
        .map(found -> new InputRows(found.fill(rows), Optional.empty(), found.rules()))
        .orElseGet(() -> new InputRows(rows, Optional.empty(), List.of()));
  }

  /** Divides these rows into those of a day and others. */
  public InputRows of(OwnDay day) {
    Map<String, Sql> values = Map.of("rows", query, "own", day.isOwn());
    return new InputRows(
        Sql.of("SELECT * FROM ({rows}) WHERE {own}", values),
        Optional.of(Sql.of("SELECT * FROM ({rows}) WHERE NOT {own}", values)),
        Stream.concat(rules.stream(), Stream.of(day.isOfTheDay())).toList());
  }

  private static Sql rows(TableDefinition table, Collection<Path> files, Set<String> present) {
    Stream<Sql> declared =
        table.schema().columns().stream()
            .map(field -> column(field.name(), Sql.type(field.type()), present));
    Stream<Sql> added =
        Arrays.stream(AddedColumn.values())
            .map(
                each -> {
                  Sql type = each.isNarrow() ? Sql.of("INTEGER") : Sql.type(each.type());
                  return column(each.columnName(), type, present);
                });
    return Sql.of(
        """
        SELECT {columns}, file_index AS _file, file_row_number AS _row
        FROM read_parquet({files}, union_by_name = true)
        """,
        Map.of(
            "columns", Stream.concat(declared, added).collect(joining(", ")),
            "files", Sql.files(files)));
  }

  private static Sql column(String name, Sql type, Set<String> present) {
    Sql quoted = Sql.identifier(name);
    Sql value = present.contains(name) ? quoted : Sql.of("NULL");
    return Sql.of(
        "CAST({value} AS {type}) AS {name}", Map.of("value", value, "type", type, "name", quoted));
  }
}
