package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** SQL over a table's quarantine and over the history of its dead letters. */
final class DeadLetterSql {
  /**
   * Whether the text of a row says which record it is, as {@link
   * dev.kcompact.contract.message.OwnText} has it: its tokens have a digit, or a string that is
   * neither a name nor empty.
   */
  static final Sql HAS_OWN_TEXT =
      Sql.of(
          """
          len(list_filter(
            regexp_extract_all(record, '(?s)"(?:[^"\\\\]|\\\\.)*"(?:[ \\t\\n\\r]*:)?|[0-9]'),
            lambda token: NOT ends_with(token, ':') AND token <> '""')) > 0
          """);

  private DeadLetterSql() {}

  /** Creates the table {@code deferred_objects}. */
  static Sql deferredObjects() {
    return Sql.of("CREATE OR REPLACE TABLE deferred_objects (object VARCHAR, sent_before INTEGER)");
  }

  /**
   * Creates the table {@code dead_letters}: one row for each invalid record and for each corrupt
   * one of {@code deferred_objects}, with its fingerprint and attempt number. A dead letter that
   * was sent to the topic again in its envelope is in the column of unknown fields; its record
   * comes from the envelope, and its attempts continue from the envelope's number.
   *
   * @param history files of the days before; may be empty
   * @param identity function of {@link DeferredRecords#identity}
   */
  static Sql deadLetters(
      String table, Collection<Path> quarantine, Collection<Path> history, Sql identity) {
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
        ), deferred AS (
          SELECT object, line, kafka_partition, file_offset, reason, record, sent_before,
            {identity}(record, reason || chr(10) || object || '#' || line) AS identity
          FROM read_parquet({quarantine}) JOIN deferred_objects USING (object)
          WHERE kind = 'corrupt' AND record IS NOT NULL
        ), identified AS (
          SELECT 'invalid' AS kind, 0 AS sent_before, object, line, reason,
            coalesce(
              encode(json_extract_string(envelope, '$.data.record')),
              TRY(from_base64(json_extract_string(envelope, '$.data.recordBase64'))),
              encode(record)) AS record,
            coalesce(json_extract_string(envelope, '$.data.cut') = 'true', false) AS cut,
            coalesce(
              json_extract_string(envelope, '$.data.fingerprint'),
              left(
                sha256(
                  CASE WHEN {has_own_text} THEN {text_prefix} || record
                    ELSE {place_prefix} || object || '#' || line END),
                {digits})) AS fingerprint,
            coalesce(
              CAST(json_extract_string(envelope, '$.data.attempt') AS BIGINT),
              0) AS envelope_attempt,
            kafka_partition, file_offset
          FROM rejected
          UNION ALL
          SELECT 'corrupt', sent_before, object, line, reason, encode(record), false,
            left(identity, {digits}), CAST(substr(identity, {digits} + 1) AS BIGINT),
            kafka_partition, file_offset
          FROM deferred
        ), earlier AS ({earlier})
        SELECT kind, sent_before, object, line, reason, record, cut, fingerprint,
          greatest(coalesce(e.letters, 0), envelope_attempt)
            + row_number() OVER (
              PARTITION BY fingerprint
              ORDER BY kafka_partition, file_offset, object, line) AS attempt
        FROM identified LEFT JOIN earlier AS e USING (fingerprint)
        """,
        Map.of(
            "type", Sql.literal(DeadLetterEvent.TYPE),
            "identity", identity,
            "digits", Sql.number(Fingerprint.DIGITS),
            "quarantine", Sql.files(quarantine),
            "has_own_text", HAS_OWN_TEXT,
            "text_prefix", Sql.literal(table + "\n"),
            "place_prefix", Sql.literal(Fingerprint.PLACE + table + "\n"),
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
        SELECT object, line, reason, record, cut, fingerprint, attempt, kind = 'corrupt' AS deferred
        FROM dead_letters
        WHERE sent_before = 0
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
