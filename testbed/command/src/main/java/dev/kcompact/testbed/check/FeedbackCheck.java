package dev.kcompact.testbed.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.ExpectedDay.Counts;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the feedback topic has exactly one event for each table of the run, with the correct
 * counts.
 */
final class FeedbackCheck {
  /** The expected content of one table's event. */
  record Published(DeclaredTable table, String location, List<StoredFile> files) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExpectedDay expected;
  private final String run;
  private final DifferenceCollector differences = new DifferenceCollector("feedback");
  private final Map<String, List<JsonNode>> events = new HashMap<>();

  FeedbackCheck(ExpectedDay expected, String run) {
    this.expected = expected;
    this.run = run;
  }

  CheckResult run(MessageLog log, String topic, LakeFiles lake, List<Published> tables)
      throws IOException {
    log.read(topic, this::message);
    for (Published published : tables) {
      String subject = published.table().name() + "/" + date();
      List<JsonNode> found = events.getOrDefault(subject, List.of());
      events.remove(subject);
      if (found.isEmpty()) {
        differences.add(Kind.MISSING, subject, "no event of run " + run);
      } else if (found.size() > 1) {
        differences.add(Kind.DUPLICATED, subject, found.size() + " events of run " + run);
      } else {
        event(found.get(0), published, lake.uri(published.location()));
      }
    }
    events.keySet().forEach(subject -> differences.add(Kind.UNEXPECTED, subject, "run " + run));
    return differences.result();
  }

  private void message(Message message) {
    JsonNode event;
    try {
      event = JSON.readTree(new String(message.value(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      differences.add(Kind.UNREADABLE, message.key(), "not JSON");
      return;
    }
    if (run.equals(event.path("data").path("run").asText())) {
      differences.compared();
      events
          .computeIfAbsent(event.path("subject").asText(), subject -> new ArrayList<>())
          .add(event);
      text(message.key(), event, "subject", message.key());
    }
  }

  private void event(JsonNode event, Published published, String location) throws IOException {
    String name = published.table().name();
    String subject = name + "/" + date();
    text(subject, event, "specversion", "1.0");
    text(subject, event, "type", "dev.kcompact.table-day.v1");
    text(subject, event, "source", "kcompact/finalizer");
    text(subject, event, "id", run + "/" + name + "/PUBLISHED");
    JsonNode data = event.path("data");
    text(subject, data, "table", name);
    text(subject, data, "domain", published.table().domain());
    text(subject, data, "day", date().toString());
    text(subject, data, "status", "PUBLISHED");
    String found = data.path("location").asText();
    differences.compare(
        Kind.CHANGED, subject + " location", location, found.endsWith("/") ? found : found + "/");
    count(subject, data, "files", published.files().size());
    count(subject, data, "bytes", published.files().stream().mapToLong(StoredFile::bytes).sum());
    Counts counts = expected.counts(published.table());
    count(subject, data, "rows", counts.rows());
    count(subject, data, "duplicates", counts.duplicates());
    count(subject, data, "invalid", counts.invalid());
    count(subject, data, "corrupt", counts.corrupt());
    count(subject, data, "objects", counts.objects());
  }

  private LocalDate date() {
    return expected.day().spec().date();
  }

  private void text(String subject, JsonNode node, String field, String value) {
    differences.compare(
        Kind.CHANGED, subject + " " + field, value, node.path(field).asText("nothing"));
  }

  private void count(String subject, JsonNode node, String field, long value) {
    differences.compare(
        Kind.WRONG_COUNT, subject + " " + field, value, node.path(field).asLong(Long.MIN_VALUE));
  }
}
