package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** SQL over a table's quarantine and over the history of its dead letters. */
final class DeadLetterSql {
  private DeadLetterSql() {}

  /**
   * Creates the table {@code dead_letters}: one row for each invalid record, with its fingerprint
   * and attempt number. A dead letter that was sent to the topic again in its envelope is in the
   * column of unknown fields; its record comes from the envelope, and its attempts continue from
   * the envelope's number.
   *
   * @param history files of the days before; may be empty
   */
  static Sql deadLetters(String table, Collection<Path> quarantine, Collection<Path> history) {
    return Sql.of(
        """
        CREATE OR REPLACE TEMP TABLE dead_letters AS
        WITH rejected AS (
          SELECT object, line, kafka_partition, file_offset, reason, record,
            CASE WHEN contains(rescued, {type})
              AND json_valid(rescued)
              AND json_extract_string(rescued, '$.type') = {type}
              AND length(json_extract_string(rescued, '$.data.fingerprint')) = {digits}
              THEN rescued END AS envelope
          FROM read_parquet({quarantine})
          WHERE kind = 'invalid' AND object IS NOT NULL
        ), identified AS (
          SELECT object, line, reason,
            coalesce(json_extract_string(envelope, '$.data.record'), record) AS record,
            coalesce(
              json_extract_string(envelope, '$.data.fingerprint'),
              left(sha256({fingerprint_prefix} || record), {digits})) AS fingerprint,
            coalesce(
              CAST(json_extract_string(envelope, '$.data.attempt') AS BIGINT),
              0) AS envelope_attempt,
            kafka_partition, file_offset
          FROM rejected
        ), earlier AS ({earlier})
        SELECT object, line, reason, record, fingerprint,
          greatest(coalesce(e.letters, 0), envelope_attempt)
            + row_number() OVER (
              PARTITION BY fingerprint
              ORDER BY kafka_partition, file_offset, object, line) AS attempt
        FROM identified LEFT JOIN earlier AS e USING (fingerprint)
        """,
        Map.of(
            "type", Sql.literal(DeadLetterEvent.TYPE),
            "digits", Sql.number(Fingerprint.DIGITS),
            "quarantine", Sql.files(quarantine),
            "fingerprint_prefix", Sql.literal(table + "\n"),
            "earlier", earlier(history)));
  }

  /** The stored column {@code letters} is the number of dead letters of a fingerprint. */
  private static Sql earlier(Collection<Path> history) {
    return history.isEmpty()
        ? Sql.of("SELECT '' AS fingerprint, 0 AS letters WHERE false")
        : Sql.of(
            """
            SELECT fingerprint, sum(letters) AS letters
            FROM read_parquet({history})
            GROUP BY fingerprint
            """,
            Map.of("history", Sql.files(history)));
  }

  static Sql inOrder() {
    return Sql.of(
        """
        SELECT object, line, reason, record, fingerprint, attempt
        FROM dead_letters
        ORDER BY object, line
        """);
  }

  static Sql writeHistory(Path file) {
    return Sql.of(
        """
        COPY (
          SELECT fingerprint, count(*) AS letters
          FROM dead_letters
          GROUP BY fingerprint
          ORDER BY fingerprint
        ) TO {file} (FORMAT parquet, COMPRESSION zstd)
        """,
        Map.of("file", Sql.file(file)));
  }
}
