package dev.kcompact.finalizer.ledger;

import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * The query of a ledger's rows. It joins Plan's listing, Finalize's counts and the day's earlier
 * ledgers, which have the attributes of objects that the listing no longer shows.
 */
record LedgerSql(String topic, String run) {
  /**
   * @param counts files of all hash buckets
   * @param earlier ledgers of the same day
   */
  Sql rows(Path listing, Collection<Path> counts, Collection<Path> earlier) {
    return Sql.of(
        """
        WITH listed AS ({listed}), counted AS ({counted}), earlier AS ({earlier})
        SELECT
          l.object,
          {topic} AS topic,
          l.kafka_partition,
          l.file_offset AS start_offset,
          coalesce(l.size, e.size) AS size,
          coalesce(l.etag, e.etag) AS etag,
          coalesce(l.written_at, e.written_at) AS written_at,
          coalesce(e.first_seen, l.committed_at) AS first_seen,
          l.compacted_file,
          coalesce(c.rows, 0) AS rows,
          coalesce(c.rows - c.duplicates - c.corrupt - c.invalid, 0) AS kept,
          coalesce(c.duplicates, 0) AS duplicates,
          coalesce(c.corrupt, 0) AS corrupt,
          coalesce(c.invalid, 0) AS invalid,
          coalesce(c.rejects, MAP {})::MAP(VARCHAR, BIGINT) AS rejects,
          {run} AS run
        FROM listed l
        LEFT JOIN counted c
          ON l.nth = 1
          AND c.compacted_file = l.compacted_file
          AND c.kafka_partition IS NOT DISTINCT FROM l.kafka_partition
          AND c.file_offset IS NOT DISTINCT FROM l.file_offset
          AND c.source_key IS NOT DISTINCT FROM l.source_key
        LEFT JOIN earlier e ON e.object = l.object AND e.compacted_file = l.compacted_file
        ORDER BY l.object, l.compacted_file
        """,
        Map.of(
            "listed", listed(listing),
            "counted", counted(counts),
            "earlier", earlier(earlier),
            "topic", Sql.literal(topic),
            "run", Sql.literal(run)));
  }

  /** Rows cannot distinguish two objects with the same position: the first one gets all of them. */
  private static Sql listed(Path listing) {
    return Sql.of(
        """
        SELECT *,
          row_number() OVER (
            PARTITION BY compacted_file, kafka_partition, file_offset, source_key
            ORDER BY object) AS nth
        FROM read_parquet({listing})
        """,
        Map.of("listing", Sql.file(listing)));
  }

  private static Sql counted(Collection<Path> counts) {
    return Sql.of(
        """
        SELECT compacted_file, kafka_partition, file_offset, source_key,
          sum(rows)::BIGINT AS rows,
          sum(duplicates)::BIGINT AS duplicates,
          sum(corrupt)::BIGINT AS corrupt,
          sum(invalid)::BIGINT AS invalid,
          map_from_entries(
            list({k: reason, v: n::BIGINT} ORDER BY reason) FILTER (WHERE reason IS NOT NULL)
          ) AS rejects
        FROM (
          SELECT compacted_file, kafka_partition, file_offset, source_key,
            NULL AS reason,
            sum(rows) AS rows,
            sum(duplicates) AS duplicates,
            sum(corrupt) AS corrupt,
            sum(invalid) AS invalid,
            0 AS n
          FROM read_parquet({files})
          GROUP BY compacted_file, kafka_partition, file_offset, source_key
          UNION ALL
          SELECT compacted_file, kafka_partition, file_offset, source_key,
            e.key, 0, 0, 0, 0, sum(e.value)
          FROM (
            SELECT compacted_file, kafka_partition, file_offset, source_key,
              unnest(map_entries(rejects)) AS e
            FROM read_parquet({files}))
          GROUP BY compacted_file, kafka_partition, file_offset, source_key, e.key)
        GROUP BY compacted_file, kafka_partition, file_offset, source_key
        """,
        Map.of("files", Sql.files(counts)));
  }

  /** A compacted file never changes, so its objects have the same attributes in every ledger. */
  private static Sql earlier(Collection<Path> ledgers) {
    return ledgers.isEmpty()
        ? Sql.of(
            """
            SELECT
              NULL::VARCHAR AS object,
              NULL::VARCHAR AS compacted_file,
              NULL::VARCHAR AS etag,
              NULL::BIGINT AS size,
              NULL::TIMESTAMPTZ AS written_at,
              NULL::TIMESTAMPTZ AS first_seen
            WHERE false
            """)
        : Sql.of(
            """
            SELECT object, compacted_file,
              max(etag) AS etag,
              max(size) AS size,
              min(written_at) AS written_at,
              min(first_seen) AS first_seen
            FROM read_parquet({files}, union_by_name = true)
            WHERE compacted_file IS NOT NULL
            GROUP BY object, compacted_file
            """,
            Map.of("files", Sql.files(ledgers)));
  }
}
