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
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.PlanDocument.Part;
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
 *
 * @param order columns by which the newest of the rows with equal key is told
 */
record TableSql(TableDefinition table, List<String> order, List<Rule> rules) {
  /** Good, invalid and corrupt rows in {@code verdict._state}. */
  private static final int GOOD = 0;

  private static final int INVALID = 1;
  private static final int CORRUPT = 2;

  /** Bits that a BIGINT has beside its sign, less one to be safe. */
  private static final int RULES_A_MASK = 62;

  private static final String POSITION =
      List.of(PARTITION, FILE_OFFSET, SOURCE_KEY, LINE).stream()
          .map(AddedColumn::columnName)
          .collect(Collectors.joining(", "));

  /** What tells a row's raw object within its compacted file. */
  private static final String OBJECT =
      List.of(PARTITION, FILE_OFFSET, SOURCE_KEY).stream()
          .map(AddedColumn::columnName)
          .collect(Collectors.joining(", "));

  TableSql {
    order = List.copyOf(order);
    rules = List.copyOf(rules);
  }

  /**
   * The view {@code source}: declared columns with their declared types, added ones, position.
   *
   * @param present columns that the files have; the others are null
   */
  String source(Collection<Path> files, Set<String> present, Part part) {
    List<String> columns = new ArrayList<>();
    for (Field field : table.schema().columns()) {
      columns.add(column(field.name(), TypeNames.duckDb(field.type()), present));
    }
    for (AddedColumn added : AddedColumn.values()) {
      String type = added.isNarrow() ? "INTEGER" : TypeNames.duckDb(added.type());
      columns.add(column(added.columnName(), type, present));
    }
    String view =
        "CREATE TEMP VIEW source AS SELECT * FROM (SELECT "
            + String.join(", ", columns)
            + ", file_index AS _file, file_row_number AS _row FROM read_parquet("
            + Sql.files(files)
            + ", union_by_name = true))";
    return part.count() == 1
        ? view
        : view + " WHERE " + hash() + " % " + part.count() + " = " + part.index();
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
  static String probe(Rule rule) {
    return "SELECT CAST(" + Sql.nested(rule.predicate()) + " AS BOOLEAN) FROM source LIMIT 0";
  }

  /** The table {@code verdict}: one narrow row for each row of the source. */
  String verdict() {
    List<String> columns = new ArrayList<>(List.of("_file", "_row"));
    String isCorrupt = CORRUPT_REASON.columnName() + " IS NOT NULL";
    for (int mask = 0; mask * RULES_A_MASK < rules.size(); mask++) {
      columns.add("CASE WHEN " + isCorrupt + " THEN 0 ELSE " + bits(mask) + " END AS _mask" + mask);
    }
    columns.add(isCorrupt + " AS _corrupt");
    columns.addAll(keyAndOrder());
    columns.add(POSITION);
    return "CREATE TEMP TABLE verdict AS SELECT *, CASE WHEN _corrupt THEN "
        + CORRUPT
        + " WHEN "
        + rejected()
        + " THEN "
        + INVALID
        + " ELSE "
        + GOOD
        + " END AS _state FROM (SELECT "
        + String.join(", ", columns)
        + " FROM source)";
  }

  private List<String> keyAndOrder() {
    if (table.key().isEmpty()) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.key().size(); i++) {
      columns.add(TypeNames.quoted(table.key().get(i)) + " AS _key" + i);
    }
    for (int i = 0; i < order.size(); i++) {
      columns.add(TypeNames.quoted(order.get(i)) + " AS _order" + i);
    }
    return columns;
  }

  private String bits(int mask) {
    List<String> bits = new ArrayList<>();
    for (int i = mask * RULES_A_MASK; i < Math.min(rules.size(), (mask + 1) * RULES_A_MASK); i++) {
      bits.add(
          "CASE WHEN CAST("
              + Sql.nested(rules.get(i).predicate())
              + " AS BOOLEAN) IS FALSE THEN "
              + bit(i)
              + " ELSE 0 END");
    }
    return "(" + String.join(" + ", bits) + ")::BIGINT";
  }

  private static long bit(int rule) {
    return 1L << (rule % RULES_A_MASK);
  }

  private static String broken(int rule) {
    return "(_mask" + rule / RULES_A_MASK + " & " + bit(rule) + ") <> 0";
  }

  private String rejected() {
    List<String> rejecting = new ArrayList<>();
    for (int mask = 0; mask * RULES_A_MASK < rules.size(); mask++) {
      long all = 0;
      for (int i = mask * RULES_A_MASK;
          i < Math.min(rules.size(), (mask + 1) * RULES_A_MASK);
          i++) {
        all |= rules.get(i).severity() == Severity.REJECT ? bit(i) : 0;
      }
      if (all != 0) {
        rejecting.add("(_mask" + mask + " & " + all + ") <> 0");
      }
    }
    return rejecting.isEmpty() ? "false" : "(" + String.join(" OR ", rejecting) + ")";
  }

  /** The table {@code excluded}: positions of all rows that are not written. */
  String excluded() {
    String quarantined = "SELECT _file, _row FROM verdict WHERE _state <> " + GOOD;
    return "CREATE TEMP TABLE excluded AS "
        + (table.key().isEmpty() ? quarantined : quarantined + " UNION ALL " + older());
  }

  private String older() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      newestFirst.add("_order" + i);
    }
    newestFirst.addAll(
        List.of(
            PARTITION.columnName(),
            FILE_OFFSET.columnName(),
            SOURCE_KEY.columnName(),
            LINE.columnName()));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < table.key().size(); i++) {
      keys.add("_key" + i);
    }
    return "SELECT _file, _row FROM (SELECT _file, _row, row_number() OVER (PARTITION BY "
        + String.join(", ", keys)
        + " ORDER BY "
        + newestFirst.stream()
            .map(column -> column + " DESC NULLS LAST")
            .collect(Collectors.joining(", "))
        + ") AS _version FROM verdict WHERE _state = "
        + GOOD
        + ") WHERE _version > 1";
  }

  /** Rows, corrupt, invalid, excluded, then for each rule the rows that break it. */
  String counts() {
    List<String> counts = new ArrayList<>();
    counts.add("count(*)");
    counts.add("count(*) FILTER (WHERE _state = " + CORRUPT + ")");
    counts.add("count(*) FILTER (WHERE _state = " + INVALID + ")");
    counts.add("(SELECT count(*) FROM excluded)");
    for (int i = 0; i < rules.size(); i++) {
      counts.add("count(*) FILTER (WHERE " + broken(i) + ")");
    }
    return "SELECT " + String.join(", ", counts) + " FROM verdict";
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
        + brokenNames()
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
        + GOOD
        + ") USING (_file, _row)) s JOIN (SELECT * FROM verdict WHERE _state <> "
        + GOOD
        + ") v USING (_file, _row) LEFT JOIN objects o ON o.kafka_partition = s."
        + PARTITION.columnName()
        + " AND o.file_offset = s."
        + FILE_OFFSET.columnName();
  }

  private String brokenNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).severity() == Severity.REJECT) {
        names.add("CASE WHEN " + broken(i) + " THEN " + Sql.literal(rules.get(i).name()) + " END");
      }
    }
    return names.isEmpty() ? "''" : "concat_ws(',', " + String.join(", ", names) + ")";
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
            + CORRUPT
            + ") AS n_corrupt, count(*) FILTER (WHERE _state = "
            + INVALID
            + ") AS n_invalid, 0 AS n_duplicates, 0 AS n_reason FROM verdict GROUP BY "
            + object;
    String duplicates =
        "SELECT "
            + object
            + ", NULL, 0, 0, 0, count(*), 0 FROM verdict SEMI JOIN excluded USING (_file, _row)"
            + " WHERE _state = "
            + GOOD
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
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).severity() == Severity.REJECT) {
        names.add("CASE WHEN " + broken(i) + " THEN " + Sql.literal(rules.get(i).name()) + " END");
      }
    }
    return names.isEmpty()
        ? corrupt
        : corrupt
            + " UNION ALL SELECT * FROM (SELECT _file, "
            + OBJECT
            + ", unnest(["
            + String.join(", ", names)
            + "]) AS reason FROM verdict WHERE _state = "
            + INVALID
            + ") WHERE reason IS NOT NULL";
  }

  private static String names(Collection<String> columns) {
    return columns.stream().map(TypeNames::quoted).collect(Collectors.joining(", "));
  }
}
