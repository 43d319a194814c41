package dev.kcompact.testbed.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.Fate.Invalid;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks that every broken record is in the dead letter topic or parked at least once, with its
 * bytes, its place and its reason's code, and that no other record of the day is. After the
 * finalizer, this includes invalid records.
 */
final class DeadLetterCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPACTOR = "compactor";
  private static final String FINALIZER = "finalizer";

  /** An expected message. */
  private record Awaited(TableDay day, long record) {}

  private final DifferenceCollector differences;
  private final String source;
  private final Map<String, Awaited> awaited = new LinkedHashMap<>();
  private final Map<String, Integer> found = new HashMap<>();
  private int repeated;

  private DeadLetterCheck(SampleDay day, String source) {
    this.source = source;
    this.differences = new DifferenceCollector("dead letters of the " + source);
    for (TableDay table : day.tables()) {
      for (long record = 0; record < table.records(); record++) {
        Fate fate = table.fate(record);
        if (source.equals(COMPACTOR) ? fate instanceof Corrupt : fate instanceof Invalid) {
          awaited.put(table.key(record), new Awaited(table, record));
        }
      }
    }
  }

  static CheckResult ofCorrupt(SampleDay day, MessageLog log, String topic) throws IOException {
    return new DeadLetterCheck(day, COMPACTOR).run(log, topic);
  }

  static CheckResult ofInvalid(SampleDay day, MessageLog log, String topic) throws IOException {
    return new DeadLetterCheck(day, FINALIZER).run(log, topic);
  }

  private CheckResult run(MessageLog log, String topic) throws IOException {
    log.read(topic, this::message);
    awaited.keySet().stream()
        .filter(key -> !found.containsKey(key))
        .forEach(key -> differences.add(Kind.MISSING, key, ""));
    differences.note(repeated == 0 ? "" : repeated + " repeated");
    return differences.result();
  }

  private void message(Message message) {
    if (!source.equals(header(message, "kc-source"))) {
      return;
    }
    differences.compared();
    Awaited expected = awaited.get(message.key());
    if (expected == null) {
      differences.add(Kind.UNEXPECTED, message.key(), "reason " + header(message, "kc-reason"));
      return;
    }
    if (found.merge(message.key(), 1, Integer::sum) > 1) {
      repeated++;
    }
    place(message, expected.day());
    if (source.equals(COMPACTOR)) {
      content(message, expected);
    } else {
      rule(message, expected);
    }
  }

  private void place(Message message, TableDay day) {
    String place = header(message, "kc-object") + "#" + header(message, "kc-line");
    if (!place.equals(message.key()) || !day.table().equals(header(message, "kc-table"))) {
      differences.add(Kind.CHANGED, message.key(), "headers say " + place);
    }
    if (!header(message, "kc-attempt").matches("[1-9][0-9]*")) {
      differences.add(Kind.CHANGED, message.key(), "kc-attempt is not a positive number");
    }
  }

  private void content(Message message, Awaited expected) {
    String code = Reasons.code(header(message, "kc-reason"));
    if (expected.day().fate(expected.record()) instanceof Corrupt corrupt
        && !corrupt.kind().code().equals(code)) {
      differences.add(
          Kind.WRONG_REASON,
          message.key(),
          "expected " + Reasons.expected(corrupt) + ", found " + code);
    }
    SampleRecord record =
        expected.day().record(expected.day().objectOf(expected.record()), expected.record());
    if (!Arrays.equals(record.json(), bytes(message.value()))) {
      differences.add(Kind.CHANGED, message.key(), "its bytes are not the record's");
    }
  }

  /** The record's bytes in a CloudEvent; empty if the message is not one. */
  private static byte[] bytes(byte[] event) {
    try {
      JsonNode data = JSON.readTree(event).path("data");
      return data.has("recordBase64")
          ? data.get("recordBase64").binaryValue()
          : data.path("record").asText().getBytes(StandardCharsets.UTF_8);
    } catch (IOException noJson) {
      return new byte[0];
    }
  }

  private void rule(Message message, Awaited expected) {
    String reason = header(message, "kc-reason");
    if (expected.day().fate(expected.record()) instanceof Invalid invalid
        && !Reasons.names(invalid, reason)) {
      String detail = "expected " + invalid.rule() + ", found " + reason;
      differences.add(Kind.WRONG_REASON, message.key(), detail);
    }
    if (header(message, "kc-run").isEmpty()) {
      differences.add(Kind.CHANGED, message.key(), "has no kc-run");
    }
  }

  private static String header(Message message, String name) {
    return message.headers().getOrDefault(name, "");
  }
}
