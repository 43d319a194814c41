package dev.kcompact.finalizer.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.message.DeferredLetters.Unstored;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.contract.message.StoredCorruptRecord;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.feedback.FeedbackHandler.Request;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.PublishedDay;
import dev.kcompact.finalizer.testing.RecordedMessages;
import dev.kcompact.finalizer.testing.RecordedMessages.Sent;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days with files whose dead letters the job did not send, from Plan to Feedback. Two attempts are
 * allowed.
 */
class DeferredLettersTest {
  private static final DeferredLetters ALL_STORED = new DeferredLetters(List.of());
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

  @TempDir Path tmp;
  private PublishedDay published;
  private DayFixture day;
  private final RecordedMessages messages = new RecordedMessages();

  @BeforeEach
  void set() {
    published = new PublishedDay(tmp);
    day = published.day;
  }

  private static String key(long offset) {
    return "topics/orders/dt=2026-11-22/orders+0+%010d.json".formatted(offset);
  }

  private FeedbackHandler.Answer feedback(RunRef run) {
    return new FeedbackHandler(day.settings, () -> messages, () -> NOW)
        .handle(
            new Request(
                run.date(),
                run.run(),
                run.token(),
                Request.Outcome.PUBLISHED,
                NullNode.getInstance()),
            () -> Duration.ofMinutes(15));
  }

  private List<Sent> letters() {
    return messages.sent.stream().filter(sent -> !sent.topic().equals("feedback")).toList();
  }

  /** Plans and finalizes: the derived table does not matter here. */
  private RunRef finalized(long token) {
    RunRef run = RunRef.of(DayFixture.DAY, token);
    for (String unit : published.plan(token).workUnits()) {
      new FinalizeHandler(day.settings)
          .handle(
              new FinalizeHandler.Request(run.date(), run.run(), token, unit, null),
              () -> Duration.ofMinutes(15));
    }
    return run;
  }

  /** Returns topic, place and attempt of each dead letter. */
  private List<String> run(long token) {
    messages.sent.clear();
    send(finalized(token));
    return sent();
  }

  private InvalidRecordSender.Sent send(RunRef run) {
    RunDocuments documents = new RunDocuments(day.lake, run);
    PlanDocument plan = documents.plan();
    PlanDocument base =
        new PlanDocument(
            plan.version(), plan.date(), plan.run(), plan.tables(), plan.workUnits(), List.of());
    return new InvalidRecordSender(day.settings, day.lake, run, NOW)
        .send(documents.results(base), SampleDefinitions.catalog().baseTables(), messages);
  }

  private List<String> sent() {
    return letters().stream()
        .map(
            sent ->
                sent.topic()
                    + sent.key().replaceFirst(".*/", " ")
                    + " "
                    + sent.headers().get("kc-attempt"))
        .toList();
  }

  /** The other files' dead letters were sent by the job. */
  @Test
  @Tag("full")
  void onlyTheLettersOfDeferredFilesAreSent() {
    day.compactDeferred(
        "orders",
        day.raw("orders", 0, 3),
        ALL_STORED,
        DayFixture.corrupt(0, 1),
        DayFixture.order("O-1", "10.00", 0, 2),
        DayFixture.corrupt(3, 0, "nul", "malformed_json"));
    day.compact("orders", day.raw("orders", 5), DayFixture.corrupt(5, 0, "x", "malformed_json"));

    assertThat(run(7))
        .containsExactly(
            "dead-letters orders+0+0000000000.json#1 1",
            "dead-letters orders+0+0000000003.json#0 1");
  }

  @Test
  @Tag("full")
  void aDayWithoutDeferredFilesSendsAsBefore() {
    day.completeDay();

    assertThat(run(7)).containsExactly("dead-letters orders+0+0000000003.json#0 1");
    assertThat(letters().get(0).headers()).containsEntry("kc-source", "finalizer");
    assertThat(day.lake.list("_kcompact/letters/deferred-v1/")).isEmpty();
  }

  /** Whatever the row has: text, bytes, no text of its own, an envelope, or a part of a record. */
  @Test
  void aLetterIsTheOneThatTheJobWouldHaveSent() throws Exception {
    byte[] bytes = {'{', (byte) 0xff, '7'};
    String literal = "base64:/w==";
    byte[] complete = "{\"id\":\"xxxxx".getBytes(UTF_8);
    byte[] inner = "{\"id\":".getBytes(UTF_8);
    DeadLetterEvent returned = event(9, 4, "wrong_type:/id", inner, false, 1, null);
    List<Unstored> unstored =
        List.of(
            new Unstored(key(0), 3, Fingerprint.of("orders", complete), true, false),
            new Unstored(
                key(0), 4, Fingerprint.of("orders", literal.getBytes(UTF_8)), false, true));
    day.compactDeferred(
        "orders",
        day.raw("orders", 0),
        new DeferredLetters(unstored),
        DayFixture.corrupt(0, 0, "{\"é\":7,", "malformed_json:/é"),
        DayFixture.corrupt(0, 1, coded(bytes), "invalid_utf8"),
        DayFixture.corrupt(0, 2, "{}", "missing_required:/id"),
        DayFixture.corrupt(0, 3, "{\"id\":\"xx", "malformed_json"),
        DayFixture.corrupt(0, 4, literal, "malformed_json"),
        DayFixture.corrupt(0, 5, returned.toJson(NOW), "missing_required:/id"),
        DayFixture.corrupt(0, 6, "{\"k\":7}", "tombstone"));
    run(7);

    List<DeadLetterEvent> expected =
        List.of(
            event(0, 0, "malformed_json:/é", "{\"é\":7,".getBytes(UTF_8), false, 1, null),
            event(0, 1, "invalid_utf8", bytes, false, 1, null),
            event(0, 2, "missing_required:/id", "{}".getBytes(UTF_8), false, 1, place(2)),
            event(
                0,
                3,
                "malformed_json",
                "{\"id\":\"xx".getBytes(UTF_8),
                true,
                1,
                Fingerprint.of("orders", complete)),
            event(0, 4, "malformed_json", literal.getBytes(UTF_8), false, 1, null),
            event(0, 5, "missing_required:/id", inner, false, 2, null),
            event(0, 6, "tombstone", "{\"k\":7}".getBytes(UTF_8), false, 1, place(6)));
    assertThat(letters()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Sent sent = letters().get(i);
      assertThat(Json.tree(sent.value())).isEqualTo(Json.tree(expected.get(i).toJson(NOW)));
      assertThat(sent.headers()).isEqualTo(DeadLetterHeaders.of(expected.get(i)));
      assertThat(sent.key()).isEqualTo(expected.get(i).id());
    }
  }

  private static String place(int line) {
    return Fingerprint.ofPlace("orders", key(0) + "#" + line);
  }

  private static String coded(byte[] bytes) {
    return "base64:" + Base64.getEncoder().encodeToString(bytes);
  }

  private static DeadLetterEvent event(
      long offset,
      int line,
      String reason,
      byte[] record,
      boolean isCut,
      int attempt,
      @org.jspecify.annotations.Nullable String fingerprint) {
    return new DeadLetterEvent(
        DeadLetterHeaders.COMPACTOR,
        "orders",
        new Origin("orders", 0, offset, key(offset), line),
        reason,
        DeadLetterEvent.ruleOf(reason),
        fingerprint == null ? Fingerprint.of("orders", record) : fingerprint,
        attempt,
        null,
        record,
        isCut);
  }

  @Test
  void anotherRunOfTheDaySendsNoLetterAgain() {
    day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    assertThat(run(7)).hasSize(1);

    assertThat(run(8)).isEmpty();
    assertThat(run(9)).isEmpty();
  }

  /** As the rest of its messages: an answer may have been lost. */
  @Test
  @Tag("full")
  void aRepeatedCallOfTheSameRunSendsTheSame() {
    day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    RunRef run = published.publish(7);
    FeedbackHandler.Answer first = feedback(run);
    List<Sent> sent = List.copyOf(messages.sent);
    messages.sent.clear();

    assertThat(feedback(run)).isEqualTo(first);
    assertThat(messages.sent).isEqualTo(sent);
  }

  @Test
  @Tag("full")
  void whatKafkaDidNotTakeIsSentByTheNextRun() {
    day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    messages.flushesThatFail.set(1);
    RunRef failed = finalized(7);
    assertThatThrownBy(() -> send(failed)).isInstanceOf(RetryableException.class);

    assertThat(run(8)).containsExactly("dead-letters orders+0+0000000000.json#1 1");
    assertThat(run(9)).isEmpty();
  }

  /** Each file's dead letters are sent once, whenever it arrives. */
  @Test
  @Tag("full")
  void aDeferredFileThatArrivesLateIsSentByTheNextRun() {
    day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    run(7);
    day.compactDeferred(
        "orders",
        day.raw("orders", 5),
        ALL_STORED,
        DayFixture.corrupt(5, 0, "late", "malformed_json"));

    assertThat(run(8)).containsExactly("dead-letters orders+0+0000000005.json#0 1");
    assertThat(run(9)).isEmpty();
  }

  /** A record never circles: each of its arrivals counts, also those that the job did not send. */
  @Test
  @Tag("full")
  void theArrivalsOfARecordCount() throws Exception {
    day.compactDeferred(
        "orders",
        day.raw("orders", 0, 3, 5),
        ALL_STORED,
        DayFixture.corrupt(0, 0),
        DayFixture.corrupt(3, 0),
        DayFixture.corrupt(5, 0));
    List<String> first = run(7);
    assertThat(first)
        .containsExactly(
            "dead-letters orders+0+0000000000.json#0 1",
            "dead-letters orders+0+0000000003.json#0 2",
            "parked orders+0+0000000005.json#0 3");
    run(8);
    String history = "_kcompact/letters/v1/orders/dt=2026-11-22/letters.parquet";
    assertThat(ParquetFile.query(day.downloaded(List.of(history)), "SELECT \"letters\" FROM files"))
        .as("also after a run that sent nothing")
        .containsExactly(List.of("3"));
  }

  @Test
  @Tag("full")
  void aReturnInItsEnvelopeContinuesItsAttempts() {
    day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    run(7);
    byte[] envelope = letters().get(0).value().getBytes(UTF_8);

    assertThat(ReturnedDeadLetter.in(envelope))
        .hasValueSatisfying(
            returned -> {
              assertThat(returned.attempt()).isEqualTo(1);
              assertThat(returned.record()).isEqualTo("oops".getBytes(UTF_8));
            });
    assertThat(StoredCorruptRecord.of("orders", "malformed_json", "oops".getBytes(UTF_8)))
        .extracting(StoredCorruptRecord::fingerprint)
        .isEqualTo(ReturnedDeadLetter.in(envelope).orElseThrow().fingerprint());
  }

  /** The job's file of a later version: nothing is guessed. */
  @Test
  @Tag("full")
  void aLaterVersionIsRefused() {
    List<StoredObject> objects = day.raw("orders", 0);
    day.compactDeferred("orders", objects, ALL_STORED, DayFixture.corrupt(0, 1));
    RunRef run = finalized(7);
    String document = run.key("deferred/orders.json");
    ObjectNode node = (ObjectNode) Json.tree(day.lake.text(document).orElseThrow()).orElseThrow();
    ((ObjectNode) node.path("files").path(0)).put("deferred", "{\"version\":2}");
    day.lake.put(document, node.toString());

    assertThatThrownBy(() -> send(run))
        .hasMessageContaining("Failed to read the deferred dead letters: ")
        .hasMessageContaining("compacted/orders/dt=2026-11-22/part-")
        .hasMessageEndingWith("deferred dead letters have version 2; update the functions");
  }

  /** Stored formats. */
  @Test
  @Tag("full")
  void documentsStayAsTheyAre() {
    String file =
        day.compactDeferred("orders", day.raw("orders", 0), ALL_STORED, DayFixture.corrupt(0, 1));
    RunRef run = finalized(7);
    send(run);

    assertThat(day.lake.text(run.key("deferred/orders.json")))
        .hasValue(
            ("{\"version\":1,\"table\":\"orders\",\"files\":[{\"key\":\"%s\",\"objects\":[\"%s\"],"
                    + "\"deferred\":\"{\\\"version\\\":1,\\\"exceptions\\\":[]}\"}]}")
                .formatted(file, key(0)));
    assertThat(day.lake.text("_kcompact/letters/deferred-v1/orders/dt=2026-11-22.json"))
        .hasValue("{\"version\":1,\"files\":{\"%s\":\"%s\"}}".formatted(file, run.run()));
    assertThat(Stream.of("payments").map(table -> run.key("deferred/" + table + ".json")))
        .allMatch(key -> day.lake.text(key).isEmpty());
  }
}
