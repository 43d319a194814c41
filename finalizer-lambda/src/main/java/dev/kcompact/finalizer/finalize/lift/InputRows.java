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
import java.util.Locale;
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
  /** DuckDB's virtual columns of Parquet files that this query reads. */
  private static final Set<String> VIRTUAL = Set.of("file_index", "file_row_number");

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

  /** Returns these rows, of the objects of a day, with a rule that rejects those of no run. */
  public InputRows ofObjects(OwnDay day) {
    return new InputRows(
        query, others, Stream.concat(rules.stream(), Stream.of(day.isOfSomeDay())).toList());
  }

  private static Sql rows(TableDefinition table, Collection<Path> files, Set<String> present) {
    List<Column> columns =
        Stream.concat(
                table.schema().columns().stream()
                    .map(field -> new Column(field.name(), Sql.type(field.type()))),
                Arrays.stream(AddedColumn.values())
                    .map(
                        each ->
                            new Column(
                                each.columnName(),
                                each.isNarrow() ? Sql.of("INTEGER") : Sql.type(each.type()))))
            .toList();
    boolean isHidden = present.stream().map(InputRows::lower).anyMatch(VIRTUAL::contains);
    return Sql.of(
        """
        SELECT {columns}, file_index AS _file, file_row_number AS _row
        FROM {files}
        """,
        Map.of(
            "columns",
            columns.stream().map(each -> each.select(present)).collect(joining(", ")),
            "files",
            isHidden ? renamed(files, columns, present) : unioned(files)));
  }

  private static Sql unioned(Collection<Path> files) {
    return Sql.of(
        "read_parquet({files}, union_by_name = true, hive_partitioning = false)",
        Map.of("files", Sql.files(files)));
  }

  /** Renames the columns that would hide DuckDB's virtual columns of their names. */
  private static Sql renamed(Collection<Path> files, List<Column> columns, Set<String> present) {
    Sql known =
        columns.stream()
            .filter(each -> present.contains(each.name()))
            .map(Column::schemaEntry)
            .collect(joining(", "));
    return Sql.of(
        "read_parquet({files}, schema = MAP {{known}}, hive_partitioning = false)",
        Map.of("files", Sql.files(files), "known", known));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A column of the query. */
  private record Column(String name, Sql type) {
    /** The name that the column has when it is read; no declared column begins so. */
    private String readAs() {
      return VIRTUAL.contains(lower(name)) ? "_own_" + name : name;
    }

    Sql select(Set<String> present) {
      return Sql.of(
          "CAST({value} AS {type}) AS {name}",
          Map.of(
              "value",
              present.contains(name) ? Sql.identifier(readAs()) : Sql.of("NULL"),
              "type",
              type,
              "name",
              Sql.identifier(name)));
    }

    Sql schemaEntry() {
      return Sql.of(
          "{key}: {'name': {name}, 'type': {type}, 'default_value': NULL}",
          Map.of(
              "key", Sql.literal(name),
              "name", Sql.literal(readAs()),
              "type", Sql.literal(type.toString())));
    }
  }
}
