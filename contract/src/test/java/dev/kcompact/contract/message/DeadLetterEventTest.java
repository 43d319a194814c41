package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterEventTest {
  private static final Instant TIME = Instant.parse("2026-11-23T02:00:00Z");
  private static final Origin ORIGIN = new Origin("orders", 3, 120L, "topics/o+3+120.json", 6);

  private static DeadLetterEvent deadLetter(byte[] record, int attempt, @Nullable String run) {
    return new DeadLetterEvent(
        run == null ? DeadLetterHeaders.COMPACTOR : DeadLetterHeaders.FINALIZER,
        "orders",
        ORIGIN,
        "wrong_type:/amount",
        DeadLetterEvent.ruleOf("wrong_type:/amount"),
        Fingerprint.of("orders", record),
        attempt,
        run,
        record,
        false);
  }

  private static byte[] bytes(DeadLetterEvent event) {
    return event.toJson(TIME).getBytes(UTF_8);
  }

  @Test
  void isACloudEvent() {
    assertThat(deadLetter("{\"a\":1}".getBytes(UTF_8), 2, null).toJson(TIME))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"topics/o+3+120.json#6\",\"source\":\"kcompact/compactor\","
                + "\"type\":\"dev.kcompact.dead-letter.v1\",\"subject\":\"orders\","
                + "\"time\":\"2026-11-23T02:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"table\":\"orders\",\"reason\":\"wrong_type:/amount\","
                + "\"rule\":\"wrong_type\",\"fingerprint\":\"5998ba64735797e08d500107e54ec08a\","
                + "\"attempt\":2,\"run\":null,\"origin\":{\"topic\":\"orders\",\"partition\":3,"
                + "\"offset\":120,\"object\":\"topics/o+3+120.json\",\"line\":6},\"cut\":false,"
                + "\"record\":\"{\\\"a\\\":1}\"}}");
  }

  @Test
  void theHeadersSayWhereItCameFromAndWhatItBroke() {
    assertThat(DeadLetterHeaders.of(deadLetter("x".getBytes(UTF_8), 1, "r1")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("content-type", "application/cloudevents+json; charset=UTF-8"),
                Map.entry("kc-table", "orders"),
                Map.entry("kc-topic", "orders"),
                Map.entry("kc-partition", "3"),
                Map.entry("kc-offset", "120"),
                Map.entry("kc-object", "topics/o+3+120.json"),
                Map.entry("kc-line", "6"),
                Map.entry("kc-reason", "wrong_type:/amount"),
                Map.entry("kc-rule", "wrong_type"),
                Map.entry("kc-attempt", "1"),
                Map.entry("kc-fingerprint", Fingerprint.of("orders", "x".getBytes(UTF_8))),
                Map.entry("kc-source", "finalizer"),
                Map.entry("kc-run", "r1")));
  }

  @Test
  void theSamePlaceHasTheSameIdWhateverTheRunAndTheAttempt() {
    byte[] record = {'x'};
    assertThat(deadLetter(record, 1, "r1").id()).isEqualTo(deadLetter(record, 2, "r2").id());
  }

  @Test
  void theSameTextOfAnotherTableIsAnotherRecord() {
    byte[] record = {'x'};
    assertThat(Fingerprint.of("orders", record)).isNotEqualTo(Fingerprint.of("payments", record));
  }

  private static byte[] recordIn(byte[] json) {
    return ReturnedDeadLetter.in(json).orElseThrow().record();
  }

  @Test
  void everyRecordsBytesComeBack() {
    for (byte[] record :
        new byte[][] {
          {}, "{\"a\":\"ação \\u0000\n\"}".getBytes(UTF_8), {(byte) 0xC3, 0x28, 0, (byte) 0xFF}
        }) {
      assertThat(recordIn(bytes(deadLetter(record, 1, null)))).isEqualTo(record);
    }
  }

  @Test
  void aLongRecordIsCutSoThatKafkaTakesIt() {
    byte[] quotes = new byte[1 << 20];
    Arrays.fill(quotes, (byte) '"');
    byte[] controls = new byte[1 << 20];
    byte[] binary = new byte[2 << 20];
    Arrays.fill(binary, (byte) 0xFF);
    byte[] emoji = "\uD83D\uDE00".repeat(300_000).getBytes(UTF_8);
    for (byte[] record : new byte[][] {quotes, controls, binary, emoji}) {
      byte[] json = bytes(deadLetter(record, 1, null));
      assertThat(json.length).isBetween(DeadLetterText.LIMIT - 10, (1 << 20) - 4096);
      assertThat(new String(json, UTF_8)).contains("\"cut\":true");
      byte[] kept = recordIn(json);
      assertThat(kept).isEqualTo(Arrays.copyOf(record, kept.length));
    }
  }

  @Test
  void aDeadLetterThatIsSentBackIsRecognized() {
    byte[] record = "{\"a\":1}".getBytes(UTF_8);
    DeadLetterEvent sent = deadLetter(record, 2, null);

    ReturnedDeadLetter returned = ReturnedDeadLetter.in(bytes(sent)).orElseThrow();

    assertThat(returned.fingerprint()).isEqualTo(sent.fingerprint());
    assertThat(returned.attempt()).isEqualTo(2);
    assertThat(returned.record()).isEqualTo(record);
  }

  @Test
  void aTruncatedDeadLetterIsRecognized() {
    DeadLetterEvent sent = deadLetter("x".repeat(1000).getBytes(UTF_8), 2, null);
    byte[] cut = Arrays.copyOf(bytes(sent), 700);

    ReturnedDeadLetter returned = ReturnedDeadLetter.in(cut).orElseThrow();

    assertThat(returned.fingerprint()).isEqualTo(sent.fingerprint());
    assertThat(returned.record()).isEqualTo(cut);
  }

  @Test
  void otherRecordsAreNoDeadLetters() {
    for (String record :
        new String[] {
          "",
          "{\"a\":1}",
          "dev.kcompact.dead-letter.v1",
          "{\"note\":\"dev.kcompact.dead-letter.v1\"}",
          "{\"type\":\"dev.kcompact.dead-letter.v1\",\"data\":{\"fingerprint\":\"short\",\"attempt\":1}}",
          "{\"data\":{\"type\":\"dev.kcompact.dead-letter.v1\",\"attempt\":1}}"
        }) {
      assertThat(ReturnedDeadLetter.in(record.getBytes(UTF_8))).as(record).isEmpty();
    }
  }
}
