package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.cli.inspect.RecordEnvelope.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognizes the envelope of a topic's records by the names of their members. */
final class EnvelopeDetector {
  private static final double NEARLY_ALL = 0.95;
  private static final Set<String> AIVEN = Set.of("key", "value", "offset", "timestamp", "headers");
  private static final Set<String> LENSES = Set.of("key", "value", "headers", "metadata");

  private final boolean isAivenNaming;
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private long values;
  private long objects;
  private long objectsInText;
  private long inPayload;
  private long nulls;

  /**
   * @param isAivenNaming whether the objects' names are those of Aiven's sink
   */
  EnvelopeDetector(boolean isAivenNaming) {
    this.isAivenNaming = isAivenNaming;
  }

  void add(JsonNode value) {
    values++;
    if (value.isNull()) {
      nulls++;
    } else if (value.isObject()) {
      objects++;
      addObject(value);
    } else if (value.isTextual()) {
      Optional<JsonNode> inside = RecordEnvelope.parse(value.textValue());
      if (inside.filter(JsonNode::isObject).isPresent()) {
        objectsInText++;
        addObject(inside.get());
      }
    }
  }

  private void addObject(JsonNode object) {
    boolean isConnect =
        object.size() == 2
            && isObjectOrNull(object, "schema")
            && isObjectOrNull(object, "payload")
            && (object.get("schema").isNull() || object.get("schema").has("type"));
    JsonNode inside = isConnect ? object.get("payload") : object;
    inPayload += isConnect ? 1 : 0;
    kinds.merge(kindOf(inside), 1L, Long::sum);
  }

  private Kind kindOf(JsonNode object) {
    boolean isChange =
        object.path("op").isTextual()
            && (isObjectOrNull(object, "after") || isObjectOrNull(object, "before"))
            && (object.has("source") || object.has("ts_ms"));
    if (isChange) {
      return Kind.DEBEZIUM;
    }
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    if (!isObjectOrNull(object, "value")) {
      return Kind.NONE;
    }
    if (LENSES.containsAll(names) && object.path("metadata").has("offset")) {
      return Kind.LENSES;
    }
    boolean hasKafka = object.path("offset").isIntegralNumber() || object.has("timestamp");
    boolean isAiven = AIVEN.containsAll(names) && (isAivenNaming || hasKafka && names.size() > 2);
    return isAiven ? Kind.AIVEN : Kind.NONE;
  }

  private static boolean isObjectOrNull(JsonNode object, String name) {
    return object.has(name) && (object.get(name).isObject() || object.get(name).isNull());
  }

  /** Number of records that are JSON. */
  long values() {
    return values;
  }

  /** Number of records that are null. */
  long nulls() {
    return nulls;
  }

  /** Number of records that are objects, or texts that hold one, whichever are more. */
  long objects() {
    return Math.max(objects, objectsInText);
  }

  RecordEnvelope envelope() {
    double nearlyAll = NEARLY_ALL * (objects + objectsInText);
    Kind kind = Kind.NONE;
    for (Map.Entry<Kind, Long> each : kinds.entrySet()) {
      kind = each.getValue() >= nearlyAll ? each.getKey() : kind;
    }
    boolean isInPayload = inPayload > 0 && inPayload >= nearlyAll;
    return new RecordEnvelope(
        inPayload > 0 && !isInPayload ? Kind.NONE : kind, objectsInText > objects, isInPayload);
  }
}
