package dev.kcompact.finalizer.ledger;

import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The statement that makes a ledger of Plan's listing, of what Finalize counted of each object, and
 * of the earlier ledgers of the day, which know what the listing does not show any more.
 *
 * @param topic of the table
 * @param run that the ledger is of
 */
record LedgerSql(String topic, String run) {
  /** What tells an object within a compacted file; its name, or else its position. */
  private static final String PLACE = "compacted_file, kafka_partition, file_offset, source_key";

  private static final String SAME_PLACE =
      "c.compacted_file = l.compacted_file AND c.kafka_partition IS NOT DISTINCT FROM"
          + " l.kafka_partition AND c.file_offset IS NOT DISTINCT FROM l.file_offset AND"
          + " c.source_key IS NOT DISTINCT FROM l.source_key";

  private static final String NO_LEDGER =
      "SELECT NULL::VARCHAR AS object, NULL::VARCHAR AS compacted_file, NULL::VARCHAR AS etag,"
          + " NULL::BIGINT AS size, NULL::TIMESTAMPTZ AS written_at, NULL::TIMESTAMPTZ AS"
          + " first_seen WHERE false";

  /**
   * The rows of the ledger.
   *
   * @param counts of all parts
   * @param earlier ledgers of the same day
   */
  String rows(Path listing, Collection<Path> counts, Collection<Path> earlier) {
    return "WITH listed AS ("
        + listed(listing)
        + "), counted AS ("
        + counted(counts)
        + "), earlier AS ("
        + known(earlier)
        + ") SELECT l.object, "
        + Sql.literal(topic)
        + " AS topic, l.kafka_partition, l.file_offset AS start_offset, coalesce(l.size, e.size) AS"
        + " size, coalesce(l.etag, e.etag) AS etag, coalesce(l.written_at, e.written_at) AS"
        + " written_at, coalesce(e.first_seen, l.committed_at) AS first_seen, l.compacted_file,"
        + " coalesce(c.rows, 0) AS rows, coalesce(c.rows - c.duplicates - c.corrupt - c.invalid, 0)"
        + " AS kept, coalesce(c.duplicates, 0) AS duplicates, coalesce(c.corrupt, 0) AS corrupt,"
        + " coalesce(c.invalid, 0) AS invalid, coalesce(c.rejects, MAP {})::MAP(VARCHAR, BIGINT) AS"
        + " rejects, "
        + Sql.literal(run)
        + " AS run FROM listed l LEFT JOIN counted c ON l.nth = 1 AND "
        + SAME_PLACE
        + " LEFT JOIN earlier e ON e.object = l.object AND e.compacted_file = l.compacted_file"
        + " ORDER BY l.object, l.compacted_file";
  }

  /** Two objects with one position cannot be told apart by their rows: the first has them all. */
  private static String listed(Path listing) {
    return "SELECT *, row_number() OVER (PARTITION BY "
        + PLACE
        + " ORDER BY object) AS nth FROM read_parquet("
        + Sql.literal(listing.toString())
        + ")";
  }

  private static String counted(Collection<Path> counts) {
    String parts = "read_parquet(" + Sql.files(counts) + ")";
    String sums =
        "SELECT "
            + PLACE
            + ", NULL AS reason, sum(rows) AS rows, sum(duplicates) AS duplicates, sum(corrupt) AS"
            + " corrupt, sum(invalid) AS invalid, 0 AS n FROM "
            + parts
            + " GROUP BY "
            + PLACE;
    String reasons =
        "SELECT "
            + PLACE
            + ", e.key, 0, 0, 0, 0, sum(e.value) FROM (SELECT "
            + PLACE
            + ", unnest(map_entries(rejects)) AS e FROM "
            + parts
            + ") GROUP BY "
            + PLACE
            + ", e.key";
    return "SELECT "
        + PLACE
        + ", sum(rows)::BIGINT AS rows, sum(duplicates)::BIGINT AS duplicates, sum(corrupt)::BIGINT"
        + " AS corrupt, sum(invalid)::BIGINT AS invalid, map_from_entries(list({k: reason, v:"
        + " n::BIGINT} ORDER BY reason) FILTER (WHERE reason IS NOT NULL)) AS rejects FROM ("
        + sums
        + " UNION ALL "
        + reasons
        + ") GROUP BY "
        + PLACE;
  }

  /** A compacted file never changes, so that what one ledger knows of an object in it holds. */
  private static String known(Collection<Path> earlier) {
    if (earlier.isEmpty()) {
      return NO_LEDGER;
    }
    return "SELECT object, compacted_file, max(etag) AS etag, max(size) AS size, min(written_at) AS"
        + " written_at, min(first_seen) AS first_seen FROM read_parquet("
        + Sql.files(earlier)
        + ", union_by_name = true) WHERE compacted_file IS NOT NULL GROUP BY object, compacted_file";
  }
}
