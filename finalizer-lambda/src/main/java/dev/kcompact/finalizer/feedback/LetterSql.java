package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;

/** What is asked of a table's quarantine and of the letters that were sent before. */
final class LetterSql {
  private LetterSql() {}

  /**
   * Makes the table {@code letters}: one row for each invalid record, with its fingerprint and
   * which time it is that it comes. A letter that was sent back in its envelope stands in the
   * unknown fields; it is taken out, and counts on from what it says of itself.
   *
   * @param quarantine files of the run
   * @param history files of the days before; may be empty
   */
  static String letters(String table, Collection<Path> quarantine, Collection<Path> history) {
    return "CREATE OR REPLACE TEMP TABLE letters AS WITH rejected AS (SELECT object, line,"
        + " kafka_partition, file_offset, reason, record, "
        + envelope()
        + " AS envelope FROM read_parquet("
        + Sql.files(quarantine)
        + ") WHERE kind = 'invalid' AND object IS NOT NULL), marked AS (SELECT object, line, reason,"
        + " coalesce(json_extract_string(envelope, '$.data.record'), record) AS record,"
        + " coalesce(json_extract_string(envelope, '$.data.fingerprint'), left(sha256("
        + Sql.literal(table + "\n")
        + " || record), "
        + Fingerprint.DIGITS
        + ")) AS fingerprint, coalesce(CAST(json_extract_string(envelope, '$.data.attempt') AS"
        + " BIGINT), 0) AS told, kafka_partition, file_offset FROM rejected), earlier AS ("
        + earlier(history)
        + ") SELECT object, line, reason, record, fingerprint, greatest(coalesce(e.letters, 0),"
        + " told) + row_number() OVER (PARTITION BY fingerprint ORDER BY kafka_partition,"
        + " file_offset, object, line) AS attempt FROM marked LEFT JOIN earlier AS e USING"
        + " (fingerprint)";
  }

  private static String envelope() {
    return "CASE WHEN contains(rescued, "
        + Sql.literal(DeadLetterEvent.TYPE)
        + ") AND json_valid(rescued) AND json_extract_string(rescued, '$.type') = "
        + Sql.literal(DeadLetterEvent.TYPE)
        + " AND length(json_extract_string(rescued, '$.data.fingerprint')) = "
        + Fingerprint.DIGITS
        + " THEN rescued END";
  }

  private static String earlier(Collection<Path> history) {
    return history.isEmpty()
        ? "SELECT '' AS fingerprint, 0 AS letters WHERE false"
        : "SELECT fingerprint, sum(letters) AS letters FROM read_parquet("
            + Sql.files(history)
            + ") GROUP BY fingerprint";
  }

  /** The letters in the order of their records. */
  static String inOrder() {
    return "SELECT object, line, reason, record, fingerprint, attempt FROM letters ORDER BY object,"
        + " line";
  }

  /** Writes the day's own history. */
  static String history(Path file) {
    return "COPY (SELECT fingerprint, count(*) AS letters FROM letters GROUP BY fingerprint ORDER BY"
        + " fingerprint) TO "
        + Sql.literal(file.toString())
        + " (FORMAT parquet, COMPRESSION zstd)";
  }
}
