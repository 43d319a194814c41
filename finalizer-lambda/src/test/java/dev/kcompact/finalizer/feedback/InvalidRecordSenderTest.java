package dev.kcompact.finalizer.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.contract.message.OwnText;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.feedback.InvalidRecordSender.Sent;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.RecordedMessages;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two attempts are allowed; the memory is 30 days. */
class InvalidRecordSenderTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final String RECORD = "{\"order_id\":\"bad\"}";
  private static final String FINGERPRINT = Fingerprint.of("orders", RECORD.getBytes(UTF_8));

  @TempDir Path tmp;
  private DayFixture day;
  private final RecordedMessages messages = new RecordedMessages();

  @BeforeEach
  void set() {
    day = DayFixture.inFolders(tmp);
  }

  @Test
  void eachDayOnWhichARecordReturnsIsOneAttemptMore() throws Exception {
    List<String> topics = new ArrayList<>();
    for (int lap = 0; lap < 4; lap++) {
      messages.sent.clear();
      send(FIRST.plusDays(lap), 7, row(lap, RECORD, null));
      topics.add(deadLetter(0));
    }

    assertThat(topics).containsExactly("dead-letters 1", "dead-letters 2", "parked 3", "parked 4");
    assertThat(messages.sent.get(0).headers()).containsEntry("kc-fingerprint", FINGERPRINT);
  }

  @Test
  void aDayThatRunsAgainCountsAsItDid() throws Exception {
    send(FIRST, 7, row(0, RECORD, null));
    for (int token = 8; token < 11; token++) {
      messages.sent.clear();
      send(FIRST.plusDays(1), token, row(1, RECORD, null));
      assertThat(deadLetter(0)).isEqualTo("dead-letters 2");
    }
  }

  @Test
  void whatIsOlderThanItsMemoryIsForgotten() throws Exception {
    send(FIRST, 7, row(0, RECORD, null));
    messages.sent.clear();
    send(FIRST.plusDays(31), 8, row(1, RECORD, null));

    assertThat(deadLetter(0)).isEqualTo("dead-letters 1");
  }

  @Test
  void whatParksIsCountedByTable() throws Exception {
    Sent sent =
        send(
            FIRST,
            7,
            row(0, RECORD, null),
            row(1, RECORD, null),
            row(2, RECORD, null),
            row(3, "{\"order_id\":\"other\"}", null));

    assertThat(sent).isEqualTo(new Sent(3, Map.of("orders", 1L)));
  }

  /** Of six distinct records, none has returned. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"order_id\":null,\"amount\":null}",
        "{\"order_id\":\"\",\"ok\":true}",
        "{\"order_id\":null,\"_tombstone\":true}"
      })
  void whatHasNoTextOfItsOwnIsRecognizedByItsPlaceOnly(String record) throws Exception {
    String[] rows =
        IntStream.range(0, 6).mapToObj(i -> row(i, record, null)).toArray(String[]::new);
    for (int token = 7; token < 9; token++) {
      messages.sent.clear();
      assertThat(send(FIRST, token, rows)).isEqualTo(new Sent(6, Map.of()));
      assertThat(messages.sent)
          .extracting(sent -> sent.headers().get("kc-attempt"))
          .containsOnly("1");
      assertThat(messages.sent.get(2).headers())
          .containsEntry(
              "kc-fingerprint", Fingerprint.ofPlace("orders", "topics/orders/orders+0+2.json#0"));
    }
    String envelope = messages.sent.get(0).value();
    messages.sent.clear();
    send(FIRST.plusDays(1), 9, row(7, record, envelope));
    assertThat(deadLetter(0)).isEqualTo("dead-letters 2");
  }

  /** SQL and the job have the same rule. */
  @Test
  void theRuleIsTheJobs() throws Exception {
    Random random = new Random(3);
    List<String> tokens =
        List.of("null", "true", "\"\"", "\":\"", "\"a\"", "7", "\"\\\\\"", "\"\\\"\"", "[]", "{}");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      StringBuilder record = new StringBuilder("{");
      for (int member = 0; member < 1 + random.nextInt(3); member++) {
        record.append(member == 0 ? "" : ", ").append(random.nextBoolean() ? "\"m7\" :" : "\"\":");
        record.append(tokens.get(random.nextInt(random.nextBoolean() ? 3 : tokens.size())));
      }
      records.add(record.append('}').toString());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT " + DeadLetterSql.HAS_OWN_TEXT + " FROM (SELECT ? AS record)")) {
      for (String record : records) {
        statement.setString(1, record);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          assertThat(rows.getBoolean(1)).as(record).isEqualTo(OwnText.isIn(record.getBytes(UTF_8)));
        }
      }
    }
    assertThat(records).anyMatch(record -> OwnText.isIn(record.getBytes(UTF_8)));
  }

  /** Its text is in an envelope of an earlier sender, as Base64: it is no UTF-8. */
  @Test
  void anEnvelopeOfBytesIsUnwrapped() throws Exception {
    byte[] record = {'{', (byte) 0xff, '7'};
    String envelope =
        new DeadLetterEvent(
                "compactor",
                "orders",
                new Origin("orders", 0, 1L, "topics/orders/orders+0+1.json", 0),
                "invalid_utf8",
                "invalid_utf8",
                Fingerprint.of("orders", record),
                1,
                null,
                record,
                true)
            .toJson(NOW);
    send(FIRST, 7, row(5, "{\"order_id\":null}", envelope));

    assertThat(deadLetter(0)).isEqualTo("dead-letters 2");
    String json = messages.sent.get(0).value();
    assertThat(ReturnedDeadLetter.in(json.getBytes(UTF_8)).orElseThrow().record())
        .isEqualTo(record);
    assertThat(json).contains("\"cut\":true");
  }

  @Test
  void aDeadLetterThatReturnsInItsEnvelopeIsUnwrappedAndCountsOn() throws Exception {
    send(FIRST, 7, row(0, RECORD, null));
    String envelope = messages.sent.get(0).value();
    messages.sent.clear();

    send(FIRST.plusDays(40), 8, row(5, "{\"order_id\":null}", envelope));

    assertThat(deadLetter(0)).isEqualTo("dead-letters 2");
    assertThat(messages.sent.get(0).headers()).containsEntry("kc-fingerprint", FINGERPRINT);
    assertThat(
            ReturnedDeadLetter.in(messages.sent.get(0).value().getBytes(UTF_8))
                .orElseThrow()
                .record())
        .asString(UTF_8)
        .isEqualTo(RECORD);
  }

  @Test
  void otherUnknownFieldsAreNoDeadLetters() throws Exception {
    send(
        FIRST,
        7,
        row(0, RECORD, "{\"note\":\"dev.kcompact.dead-letter.v1\"}"),
        row(1, RECORD, "{\"type\":\"dev.kcompact.dead-letter.v1\"}"));

    assertThat(messages.sent)
        .allMatch(message -> FINGERPRINT.equals(message.headers().get("kc-fingerprint")));
  }

  /** Checks a stored format: its location, columns and values. */
  @Test
  void whatWasSentIsKept() throws Exception {
    send(FIRST, 7, row(0, RECORD, null), row(1, RECORD, null));

    String key = "_kcompact/letters/v1/orders/dt=2026-11-01/letters.parquet";
    List<Path> files = day.downloaded(List.of(key));
    assertThat(ParquetFile.query(files, "SELECT column_name, column_type FROM (DESCRIBE files)"))
        .containsExactly(List.of("fingerprint", "VARCHAR"), List.of("letters", "BIGINT"));
    assertThat(ParquetFile.query(files, "SELECT * FROM files"))
        .containsExactly(List.of(FINGERPRINT, "2"));
  }

  /** Returns topic and attempt of a message. */
  private String deadLetter(int index) {
    RecordedMessages.Sent sent = messages.sent.get(index);
    return sent.topic() + " " + sent.headers().get("kc-attempt");
  }

  private static String row(int offset, String record, @Nullable String rescued) {
    return "('invalid', 'pattern:/order_id', 'topics/orders/orders+0+%d.json', 0, 0, %d, %s, %s)"
        .formatted(
            offset,
            offset,
            Sql.literal(record),
            rescued == null ? "NULL::VARCHAR" : Sql.literal(rescued));
  }

  private Sent send(LocalDate date, long token, String... rows) throws SQLException {
    RunRef run = RunRef.of(date, token);
    Path file = tmp.resolve(run.run() + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES "
              + String.join(", ", rows)
              + ") AS q(kind, reason, object, line, kafka_partition, file_offset, record, rescued))"
              + " TO "
              + Sql.literal(file.toString())
              + " (FORMAT parquet)");
    }
    String key = LakeLayout.quarantine("orders", date, run.run()) + "part-0.parquet";
    day.lake.upload(file, key);
    return new InvalidRecordSender(day.settings, day.lake, run, NOW)
        .send(
            List.of(result(new OutputFile(key, rows.length, 1))),
            List.of(SampleDefinitions.orders()),
            messages);
  }

  /** Only the quarantine of Finalize's result matters here. */
  private static TableResult result(OutputFile quarantine) {
    return Json.read(
        """
        {"version": 1, "table": "orders", "slice": "s-0000", "index": 0, "count": 1,
         "rowsIn": 1, "corrupt": 0, "invalid": 1, "duplicates": 0, "rowsOut": 0,
         "rules": [], "files": [], "quarantine": [%s], "newest": {}, "millis": 1}
        """
            .formatted(Json.write(quarantine)),
        TableResult.class,
        "The test's result");
  }
}
