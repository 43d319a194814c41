package dev.kcompact.finalizer.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * What every log line and metric of an invocation says of it: request, execution, day, run and
 * slice, as far as the payload tells. Belongs to the invocation's thread.
 */
final class LogFields implements AutoCloseable {
  /** Where payloads have them; the first that is there counts. */
  private static final Map<String, List<String>> POINTERS =
      Map.of(
          "execution", List.of("/execution", "/detail/executionArn"),
          "day", List.of("/date", "/lock/date", "/state/lock/date", "/request/date", "/late/date"),
          "run", List.of("/run", "/lock/run", "/state/lock/run"),
          "slice", List.of("/slice"));

  private final List<MDC.MDCCloseable> fields = new ArrayList<>();

  private LogFields() {}

  static LogFields of(String requestId, String payload) {
    LogFields of = new LogFields();
    of.put("requestId", requestId);
    Json.tree(payload)
        .ifPresent(
            tree ->
                POINTERS.forEach(
                    (field, pointers) ->
                        first(tree, pointers).ifPresent(value -> of.put(field, value))));
    return of;
  }

  private static Optional<String> first(JsonNode tree, List<String> pointers) {
    return pointers.stream()
        .map(tree::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst();
  }

  private void put(String field, String value) {
    fields.add(MDC.putCloseable(field, value));
  }

  @Override
  public void close() {
    fields.forEach(MDC.MDCCloseable::close);
  }
}
