package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.cli.inspect.FieldInference;
import dev.kcompact.cli.inspect.RescuedNames;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the compacted files of a table hold that its schema does not take: unknown fields, corrupt
 * records, values that are not in an enum. Not thread-safe.
 */
final class TableEvidence {
  /** Names beyond this number are not looked at, but counted. */
  static final int MAX_FIELDS = 1000;

  /** Values of an enum beyond this number are not kept. */
  static final int MAX_VALUES = 64;

  private final BaseTable table;
  private final Map<String, FieldEvidence> fields = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Map<String, Long>> values = new TreeMap<>();
  private final Map<String, NumberDigits> digits = new TreeMap<>();
  private final Widening widening;
  private long furtherFields;
  private long files;
  private long rows;

  TableEvidence(BaseTable table) {
    this.table = table;
    this.widening = new Widening(table);
  }

  /**
   * Adds what a file holds; returns whether {@link #addNumbers} is of use.
   *
   * @param local has the columns {@code _rescued} and {@code _corrupt_reason}
   */
  boolean add(DuckDb db, Path local, String file, LocalDate day) {
    files++;
    rows +=
        db.numbers(
                what(),
                Sql.of(
                    "SELECT count(*) FROM read_parquet({file})", Map.of("file", Sql.file(local))))
            .get(0);
    Set<String> found = new HashSet<>();
    db.forEach(
        what(),
        Sql.of(
            "SELECT {rescued} FROM read_parquet({file}) WHERE {rescued} IS NOT NULL",
            Map.of(
                "rescued", Sql.identifier(AddedColumn.RESCUED.columnName()),
                "file", Sql.file(local))),
        row -> addRescued(file, day, row.getString(1)));
    db.forEach(
        what(),
        Sql.of(
            """
            SELECT {reason}, count(*) FROM read_parquet({file})
            WHERE {reason} IS NOT NULL GROUP BY ALL
            """,
            Map.of(
                "reason", Sql.identifier(AddedColumn.CORRUPT_REASON.columnName()),
                "file", Sql.file(local))),
        row -> {
          String reason = widening.masked(row.getString(1));
          reasons.merge(reason, row.getLong(2), Long::sum);
          found.add(reason);
        });
    return found.stream().anyMatch(reason -> widening.candidate(reason).isPresent());
  }

  /** Adds the digits of numbers in corrupt records that a wider type may hold. */
  void addNumbers(DuckDb db, Path local) {
    db.forEach(
        what(),
        Sql.of(
            "SELECT {reason}, {record} FROM read_parquet({file}) WHERE {reason} IS NOT NULL",
            Map.of(
                "reason", Sql.identifier(AddedColumn.CORRUPT_REASON.columnName()),
                "record", Sql.identifier(AddedColumn.CORRUPT_RECORD.columnName()),
                "file", Sql.file(local))),
        row -> addNumber(row.getString(1), row.getString(2)));
  }

  private void addNumber(String reason, @Nullable String record) {
    if (record != null && widening.candidate(reason).isPresent()) {
      widening
          .value(reason, record)
          .ifPresent(
              value ->
                  digits
                      .computeIfAbsent(widening.masked(reason), each -> new NumberDigits())
                      .add(value));
    }
  }

  /** Digits of the numbers that were corrupt by a reason. */
  Optional<NumberDigits> digits(String reason) {
    return Optional.ofNullable(digits.get(reason));
  }

  private void addRescued(String file, LocalDate day, String rescued) {
    for (Map.Entry<String, JsonNode> field : FieldInference.parse(rescued).properties()) {
      String name = RescuedNames.masked(table.schema(), field.getKey());
      if (fields.size() < MAX_FIELDS || fields.containsKey(name)) {
        fields.computeIfAbsent(name, each -> new FieldEvidence()).add(file, day, field.getValue());
      } else {
        furtherFields++;
      }
    }
  }

  /** Adds the texts of a column; the file has it. */
  void addValues(DuckDb db, Path local, String column) {
    Map<String, Long> known = values.computeIfAbsent(column, each -> new TreeMap<>());
    db.forEach(
        what(),
        Sql.of(
            """
            SELECT {column}, count(*) FROM read_parquet({file})
            WHERE {column} IS NOT NULL GROUP BY ALL ORDER BY 2 DESC LIMIT {most}
            """,
            Map.of(
                "column", Sql.identifier(column),
                "file", Sql.file(local),
                "most", Sql.number(1000))),
        row -> known.merge(row.getString(1), row.getLong(2), Long::sum));
  }

  private String what() {
    return "read compacted files of table " + table.name();
  }

  BaseTable table() {
    return table;
  }

  long files() {
    return files;
  }

  /** Number of rows in the files, corrupt ones included. */
  long rows() {
    return rows;
  }

  /** Unknown fields by their name in {@code _rescued}; keys of maps are {@code *}. */
  Map<String, FieldEvidence> fields() {
    return fields;
  }

  /** Number of values of fields beyond the bound. */
  long furtherFields() {
    return furtherFields;
  }

  /** Numbers of corrupt rows by reason and pointer. */
  Map<String, Long> reasons() {
    return reasons;
  }

  /** Numbers of rows by text, of columns with an enum. */
  Map<String, Long> values(String column) {
    return values.getOrDefault(column, Map.of());
  }
}
