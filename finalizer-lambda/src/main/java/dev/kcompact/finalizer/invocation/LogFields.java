package dev.kcompact.finalizer.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * The MDC fields of an invocation: request, execution, day, run and work unit ({@code slice}), if
 * the payload has them. Not thread-safe.
 */
final class LogFields implements AutoCloseable {
  /** JSON pointers into the payload; the first that exists is used. */
  private static final Map<String, List<String>> POINTERS =
      Map.of(
          "execution", List.of("/execution", "/detail/executionArn"),
          "day", List.of("/date", "/lock/date", "/state/lock/date", "/request/date", "/late/date"),
          "run", List.of("/run", "/lock/run", "/state/lock/run"),
          "slice", List.of("/slice"));

  private final List<MDC.MDCCloseable> fields = new ArrayList<>();

  private LogFields() {}

  static LogFields of(String requestId, String payload) {
    LogFields fields = new LogFields();
    fields.put("requestId", requestId);
    Json.tree(payload)
        .ifPresent(
            tree ->
                POINTERS.forEach(
                    (field, pointers) ->
                        first(tree, pointers).ifPresent(value -> fields.put(field, value))));
    return fields;
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
