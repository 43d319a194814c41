package dev.kcompact.finalizer.finalize;

import static dev.kcompact.contract.schema.AddedColumn.CORRUPT_REASON;
import static dev.kcompact.contract.schema.AddedColumn.CORRUPT_RECORD;
import static dev.kcompact.contract.schema.AddedColumn.FILE_OFFSET;
import static dev.kcompact.contract.schema.AddedColumn.LINE;
import static dev.kcompact.contract.schema.AddedColumn.PARTITION;
import static dev.kcompact.contract.schema.AddedColumn.RESCUED;
import static dev.kcompact.contract.schema.AddedColumn.SOURCE_KEY;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that finalize a part of a table. The rows are read twice: once the few columns
 * that rules, key and order need, into a narrow table of verdicts; once all columns, into the
 * output. In between only positions are held, so that memory does not grow with the width of a row.
 */
record TableSql(TableDefinition table, RuleBits bits) {
  /** Columns that tell where a row comes from. */
  static final String POSITION =
      List.of(PARTITION, FILE_OFFSET, SOURCE_KEY, LINE).stream()
          .map(AddedColumn::columnName)
          .collect(Collectors.joining(", "));

  /** What tells a row's raw object within its compacted file. */
  private static final String OBJECT =
      List.of(PARTITION, FILE_OFFSET, SOURCE_KEY).stream()
          .map(AddedColumn::columnName)
          .collect(Collectors.joining(", "));

  /**
   * The view {@code whole}: declared columns with their declared types, added ones, position.
   *
   * @param present columns that the files have; the others are null
   */
  String whole(Collection<Path> files, Set<String> present) {
    List<String> columns = new ArrayList<>();
    for (Field field : table.schema().columns()) {
      columns.add(column(field.name(), TypeNames.duckDb(field.type()), present));
    }
    for (AddedColumn added : AddedColumn.values()) {
      String type = added.isNarrow() ? "INTEGER" : TypeNames.duckDb(added.type());
      columns.add(column(added.columnName(), type, present));
    }
    return "CREATE TEMP VIEW whole AS SELECT * FROM (SELECT "
        + String.join(", ", columns)
        + ", file_index AS _file, file_row_number AS _row FROM read_parquet("
        + Sql.files(files)
        + ", union_by_name = true))";
  }

  /** The view {@code source}: the rows of a part. */
  String source(HashBucket part) {
    return "CREATE TEMP VIEW source AS SELECT * FROM whole WHERE " + mine(part);
  }

  /** Whether a row is of a part. */
  String mine(HashBucket part) {
    return part.count() == 1
        ? "true"
        : "(" + hash() + " % " + part.count() + " = " + part.index() + ")";
  }

  private static String column(String name, String type, Set<String> present) {
    String quoted = TypeNames.quoted(name);
    return "CAST(" + (present.contains(name) ? quoted : "NULL") + " AS " + type + ") AS " + quoted;
  }

  /** Corrupt rows have no key; their position spreads them over the parts. */
  private String hash() {
    String position = "hash(" + POSITION + ")";
    return table.key().isEmpty()
        ? position
        : "CASE WHEN "
            + CORRUPT_REASON.columnName()
            + " IS NULL THEN hash("
            + names(table.key())
            + ") ELSE "
            + position
            + " END";
  }

  /** Binds one rule without reading a row. */
  static String probe(Rule.OfRow rule) {
    return "SELECT CAST(" + Sql.nested(rule.predicate()) + " AS BOOLEAN) FROM source LIMIT 0";
  }

  /** The rows to write, with the declared columns only. */
  String output() {
    return "SELECT "
        + names(table.schema().columns().stream().map(Field::name).toList())
        + " FROM source ANTI JOIN excluded USING (_file, _row)";
  }

  /**
   * The rows to quarantine, in columns that are the same for every table. Needs the table {@code
   * objects} of partition, offset and key.
   */
  String quarantine() {
    return "SELECT CASE WHEN v._corrupt THEN 'corrupt' ELSE 'invalid' END AS kind, CASE WHEN"
        + " v._corrupt THEN s."
        + CORRUPT_REASON.columnName()
        + " ELSE "
        + bits.rejectingNames()
        + " END AS reason, coalesce(s."
        + SOURCE_KEY.columnName()
        + ", o.object) AS object, s."
        + LINE.columnName()
        + " AS line, s."
        + PARTITION.columnName()
        + " AS kafka_partition, s."
        + FILE_OFFSET.columnName()
        + " AS file_offset, CASE WHEN v._corrupt THEN s."
        + CORRUPT_RECORD.columnName()
        + " ELSE s._json END AS record, s."
        + RESCUED.columnName()
        + " AS rescued FROM (SELECT *, "
        + JsonText.of(table.schema())
        + " AS _json FROM source SEMI JOIN (SELECT _file, _row FROM verdict WHERE _state <> "
        + VerdictSql.GOOD
        + ") USING (_file, _row)) s JOIN (SELECT * FROM verdict WHERE _state <> "
        + VerdictSql.GOOD
        + ") v USING (_file, _row) LEFT JOIN objects o ON o.kafka_partition = s."
        + PARTITION.columnName()
        + " AND o.file_offset = s."
        + FILE_OFFSET.columnName();
  }

  /**
   * What became of each raw object's rows, for the ledger: one row for each object that has a row
   * in this part.
   *
   * @param files names of the compacted files, in the order in which they are read
   */
  String objectCounts(List<String> files) {
    String object = "_file, " + OBJECT;
    String rows =
        "SELECT "
            + object
            + ", NULL AS reason, count(*) AS n_rows, count(*) FILTER (WHERE _state = "
            + VerdictSql.CORRUPT
            + ") AS n_corrupt, count(*) FILTER (WHERE _state = "
            + VerdictSql.INVALID
            + ") AS n_invalid, 0 AS n_duplicates, 0 AS n_reason FROM verdict GROUP BY "
            + object;
    String duplicates =
        "SELECT "
            + object
            + ", NULL, 0, 0, 0, count(*), 0 FROM verdict SEMI JOIN excluded USING (_file, _row)"
            + " WHERE _state = "
            + VerdictSql.GOOD
            + " GROUP BY "
            + object;
    String reasons =
        "SELECT "
            + object
            + ", reason, 0, 0, 0, 0, count(*) FROM ("
            + reasonOfEach()
            + ") GROUP BY "
            + object
            + ", reason";
    return "SELECT "
        + files.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"))
        + "[_file::BIGINT + 1] AS compacted_file, "
        + PARTITION.columnName()
        + " AS kafka_partition, "
        + FILE_OFFSET.columnName()
        + " AS file_offset, "
        + SOURCE_KEY.columnName()
        + " AS source_key, sum(n_rows)::BIGINT AS rows, sum(n_corrupt)::BIGINT AS corrupt,"
        + " sum(n_invalid)::BIGINT AS invalid, sum(n_duplicates)::BIGINT AS duplicates, coalesce("
        + "map_from_entries(list({k: reason, v: n_reason} ORDER BY reason)"
        + " FILTER (WHERE reason IS NOT NULL)), MAP {})::MAP(VARCHAR, BIGINT) AS rejects FROM ("
        + String.join(" UNION ALL ", rows, duplicates, reasons)
        + ") GROUP BY "
        + object;
  }

  /** A rejected row for each of its reasons. */
  private String reasonOfEach() {
    String corrupt =
        "SELECT _file, "
            + OBJECT
            + ", "
            + CORRUPT_REASON.columnName()
            + " AS reason FROM source WHERE "
            + CORRUPT_REASON.columnName()
            + " IS NOT NULL";
    List<String> names = bits.rejectingCases();
    return names.isEmpty()
        ? corrupt
        : corrupt
            + " UNION ALL SELECT * FROM (SELECT _file, "
            + OBJECT
            + ", unnest(["
            + String.join(", ", names)
            + "]) AS reason FROM verdict WHERE _state = "
            + VerdictSql.INVALID
            + ") WHERE reason IS NOT NULL";
  }

  private static String names(Collection<String> columns) {
    return columns.stream().map(TypeNames::quoted).collect(Collectors.joining(", "));
  }
}
