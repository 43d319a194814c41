package dev.kcompact.finalizer.finalize.sql;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import dev.kcompact.finalizer.finalize.rules.RuleBitmask;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SQL that reads and writes the rows of a hash bucket. It reads rows twice: first the columns of
 * rules, key and order, into {@code row_status}; then all columns, into the output. It holds only
 * positions in between, so memory does not grow with the width of a row. docs/sql.md lists the temp
 * tables.
 */
record BucketSql(TableDefinition table, RuleBitmask bitmask, InputRows input) {
  /** The columns that identify a row by its source. */
  static final List<String> POSITION =
      Stream.of(
              AddedColumn.PARTITION,
              AddedColumn.FILE_OFFSET,
              AddedColumn.SOURCE_KEY,
              AddedColumn.LINE)
          .map(AddedColumn::columnName)
          .toList();

  static Sql files(Collection<Path> files) {
    return Sql.of(
        "SELECT * FROM read_parquet({files}, union_by_name = true, hive_partitioning = false)",
        Map.of("files", Sql.files(files)));
  }

  /** Creates the view {@code all_rows}. */
  Sql allRows() {
    return Sql.of(
        "CREATE TEMP VIEW all_rows AS SELECT * FROM ({rows})", Map.of("rows", input.query()));
  }

  Sql bucketRows(HashBucket bucket) {
    return Sql.of(
        "CREATE TEMP VIEW bucket_rows AS SELECT * FROM all_rows WHERE {in_bucket}",
        Map.of("in_bucket", isInBucket(bucket)));
  }

  /** Counts the rows of other days in the bucket; empty for a table whose files have none. */
  Optional<Sql> otherRows(HashBucket bucket) {
    return input
        .others()
        .map(
            rows ->
                Sql.of(
                    "SELECT count(*) FROM ({rows}) WHERE {in_bucket}",
                    Map.of("rows", rows, "in_bucket", isInBucket(bucket))));
  }

  Sql isInBucket(HashBucket bucket) {
    return bucket.count() == 1
        ? Sql.of("true")
        : Sql.of(
            "({hash} % {count} = {index})",
            Map.of(
                "hash", hash(),
                "count", Sql.number(bucket.count()),
                "index", Sql.number(bucket.index())));
  }

  /** Hashes the key, or the position for corrupt rows and tables without a key. */
  private Sql hash() {
    Sql position = Sql.of("hash({position})", Map.of("position", Sql.identifiers(POSITION)));
    return table.key().isEmpty()
        ? position
        : Sql.of(
            "CASE WHEN _corrupt_reason IS NULL THEN hash({key}) ELSE {position} END",
            Map.of("key", Sql.columns(table.key()), "position", position));
  }

  /** Compiles a rule without reading a row. */
  static Sql probe(RowPredicate rule) {
    return Sql.of(
        "SELECT CAST(({predicate}) AS BOOLEAN) FROM bucket_rows LIMIT 0",
        Map.of("predicate", rule.predicate()));
  }

  Sql output() {
    return Sql.of(
        "SELECT {columns} FROM bucket_rows ANTI JOIN excluded_rows USING (_file, _row)",
        Map.of(
            "columns",
            Sql.identifiers(table.processedColumns().stream().map(Field::name).toList())));
  }

  /** The rows to quarantine, in the same columns for every table; reads {@code source_objects}. */
  Sql quarantine() {
    return Sql.of(
        """
        SELECT
          CASE WHEN s._corrupt THEN 'corrupt' ELSE 'invalid' END AS kind,
          CASE WHEN s._corrupt THEN r._corrupt_reason ELSE {reasons} END AS reason,
          coalesce(r._source_key, o.object) AS object,
          r._line AS line,
          r._partition AS kafka_partition,
          r._file_offset AS file_offset,
          CASE WHEN s._corrupt THEN r._corrupt_record ELSE r._json END AS record,
          r._rescued AS rescued
        FROM (
          SELECT *, {json} AS _json
          FROM bucket_rows
          SEMI JOIN (SELECT _file, _row FROM row_status WHERE _state <> {good}) USING (_file, _row)
        ) r
        JOIN (SELECT * FROM row_status WHERE _state <> {good}) s USING (_file, _row)
        LEFT JOIN source_objects o
          ON o.kafka_partition = r._partition AND o.file_offset = r._file_offset
        """,
        Map.of(
            "reasons", bitmask.joinedRejectionReasons(),
            "json", RowJsonSql.of(table.schema()),
            "good", RowStatusSql.GOOD));
  }

  /**
   * Counts, for the ledger, the rows of each raw object that has a row in this bucket.
   *
   * @param files keys of the compacted files, in the order in which they are read
   */
  Sql objectCounts(List<String> files) {
    return Sql.of(
        """
        SELECT
          {files}[_file::BIGINT + 1] AS compacted_file,
          _partition AS kafka_partition,
          _file_offset AS file_offset,
          _source_key AS source_key,
          sum(n_rows)::BIGINT AS rows,
          sum(n_corrupt)::BIGINT AS corrupt,
          sum(n_invalid)::BIGINT AS invalid,
          sum(n_duplicates)::BIGINT AS duplicates,
          coalesce(
            map_from_entries(
              list({k: reason, v: n_reason} ORDER BY reason) FILTER (WHERE reason IS NOT NULL)),
            MAP {})::MAP(VARCHAR, BIGINT) AS rejects
        FROM (
          SELECT _file, _partition, _file_offset, _source_key, NULL AS reason,
            count(*) AS n_rows,
            count(*) FILTER (WHERE _state = {corrupt}) AS n_corrupt,
            count(*) FILTER (WHERE _state = {invalid}) AS n_invalid,
            0 AS n_duplicates,
            0 AS n_reason
          FROM row_status
          GROUP BY _file, _partition, _file_offset, _source_key
          UNION ALL
          SELECT _file, _partition, _file_offset, _source_key, NULL, 0, 0, 0, count(*), 0
          FROM row_status SEMI JOIN excluded_rows USING (_file, _row)
          WHERE _state = {good}
          GROUP BY _file, _partition, _file_offset, _source_key
          UNION ALL
          SELECT _file, _partition, _file_offset, _source_key, reason, 0, 0, 0, 0, count(*)
          FROM ({reasons})
          GROUP BY _file, _partition, _file_offset, _source_key, reason)
        GROUP BY _file, _partition, _file_offset, _source_key
        """,
        Map.of(
            "files", Sql.literals(files),
            "corrupt", RowStatusSql.CORRUPT,
            "invalid", RowStatusSql.INVALID,
            "good", RowStatusSql.GOOD,
            "reasons", reasons()));
  }

  /** One row for each reason of each rejected row. */
  private Sql reasons() {
    Sql corrupt =
        Sql.of(
            """
            SELECT _file, _partition, _file_offset, _source_key, _corrupt_reason AS reason
            FROM bucket_rows
            WHERE _corrupt_reason IS NOT NULL
            """);
    List<Sql> reasons = bitmask.rejectionReasons();
    return reasons.isEmpty()
        ? corrupt
        : Sql.of(
            """
            {corrupt}
            UNION ALL
            SELECT * FROM (
              SELECT _file, _partition, _file_offset, _source_key, unnest([{reasons}]) AS reason
              FROM row_status
              WHERE _state = {invalid})
            WHERE reason IS NOT NULL
            """,
            Map.of(
                "corrupt",
                corrupt,
                "reasons",
                reasons.stream().collect(joining(", ")),
                "invalid",
                RowStatusSql.INVALID));
  }
}
