package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the records of a table's sample have in common: rows, envelope, keys and headers. */
final class SampleStatistics {
  private static final Set<String> UNAVAILABLE =
      Set.of(
          Dialect.UNAVAILABLE,
          Base64.getEncoder().encodeToString(Dialect.UNAVAILABLE.getBytes(StandardCharsets.UTF_8)));

  private final RecordTexts texts = new RecordTexts();
  private final RecordEnvelope envelope;
  private final EnvelopeDetector shapes;
  private final ValueStatistics rows = new ValueStatistics();
  private final Map<RecordEnvelope.Extra, ValueStatistics> extras = new LinkedHashMap<>();
  private final Map<PairedObject, ValueStatistics> sides = new EnumMap<>(PairedObject.class);
  private final DeclaredTypes declared = new DeclaredTypes();
  private final KeyEvidence keys = new KeyEvidence();
  private long tombstones;
  private long strangers;

  private SampleStatistics(EnvelopeDetector shapes) {
    this.shapes = shapes;
    this.envelope = shapes.envelope();
    envelope.extras().forEach(extra -> extras.put(extra, new ValueStatistics()));
  }

  static SampleStatistics of(List<SampledObject> sample, TableRequest request) {
    EnvelopeDetector shapes = new EnvelopeDetector(request.isAiven());
    RecordTexts first = new RecordTexts();
    sample.forEach(object -> first.read(object, shapes::add));
    SampleStatistics statistics = new SampleStatistics(shapes);
    for (SampledObject object : sample) {
      long day = object.day().toEpochDay();
      statistics.texts.read(object, value -> statistics.add(value, day));
      request.sides().forEach(kind -> statistics.addSide(kind, object));
    }
    return statistics;
  }

  private void add(JsonNode value, long day) {
    if (value.isNull()) {
      tombstones++;
      return;
    }
    JsonNode record = envelope.record(value).orElse(null);
    if (record == null) {
      strangers++;
      return;
    }
    if (envelope.isInPayload() && record.path("schema").isObject()) {
      List<String> place = envelope.places().get(0);
      declared.add(record.get("schema"), place.subList(1, place.size()));
    }
    extras.forEach(
        (extra, statistics) -> {
          JsonNode found = RecordEnvelope.at(record, extra.place());
          if (!found.isMissingNode()) {
            statistics.add(found, day);
          }
        });
    envelope.row(record).ifPresentOrElse(row -> addRow(row, day), () -> tombstones++);
  }

  private void addRow(JsonNode row, long day) {
    if (envelope.kind() == RecordEnvelope.Kind.DEBEZIUM) {
      withoutUnavailable(row);
    }
    rows.add(row, day);
    keys.add(row);
  }

  private static void withoutUnavailable(JsonNode row) {
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      if (field.getValue().isTextual() && UNAVAILABLE.contains(field.getValue().textValue())) {
        ((ObjectNode) row).set(field.getKey(), NullNode.instance);
      }
    }
  }

  private void addSide(PairedObject kind, SampledObject object) {
    byte[] bytes = object.sides().get(kind);
    if (bytes == null) {
      return;
    }
    SampledObject side =
        new SampledObject(object.key(), object.day(), bytes, object.isCut(), Map.of());
    ValueStatistics found = sides.computeIfAbsent(kind, none -> new ValueStatistics());
    new RecordTexts()
        .read(
            side,
            value ->
                found.add(
                    kind == PairedObject.HEADERS ? headers(value) : value,
                    object.day().toEpochDay()));
  }

  /** The headers as an object of their names. */
  private static JsonNode headers(JsonNode record) {
    ObjectNode named = RecordTexts.JSON.createObjectNode();
    for (JsonNode header : record.path("headers")) {
      named.set(header.path("key").asText(), header.path("value"));
    }
    return named;
  }

  RecordTexts texts() {
    return texts;
  }

  RecordEnvelope envelope() {
    return envelope;
  }

  EnvelopeDetector shapes() {
    return shapes;
  }

  ValueStatistics rows() {
    return rows;
  }

  Map<RecordEnvelope.Extra, ValueStatistics> extras() {
    return extras;
  }

  Map<PairedObject, ValueStatistics> sides() {
    return sides;
  }

  DeclaredTypes declared() {
    return declared;
  }

  KeyEvidence keys() {
    return keys;
  }

  /** Number of records without a row. */
  long tombstones() {
    return tombstones;
  }

  /** Number of records that are JSON but not of the form of most. */
  long strangers() {
    return strangers;
  }

  Dialect dialect() {
    return envelope.dialect() == Dialect.PLAIN && rows.hasMongo()
        ? Dialect.MONGO
        : envelope.dialect();
  }
}
