package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.inspect.RecordEnvelope.Extra;
import dev.kcompact.cli.inspect.ValueStatistics.Kind;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.Pointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a table: those of its rows, and those beside them. */
final class TableColumns {
  private static final String RECORD = "\u0000record";
  private static final String KEY = "\u0000key";
  private static final String HEADER = "\u0000header";
  private static final Pattern REASON =
      Pattern.compile("(?<code>[a-z0-9_]+):(?<origin>key:|header:)?(?<pointer>/.*)");

  private final SampleStatistics statistics;
  private final TableRequest request;
  private final TypeInference types;
  private final ColumnNaming naming = new ColumnNaming();
  private final ObjectNode properties = RecordTexts.JSON.createObjectNode();

  /** Column names by field of the row. */
  private final Map<String, String> byField = new LinkedHashMap<>();

  /** Columns of the record's key, by the key's fields. */
  private final Map<String, String> byKeyField = new LinkedHashMap<>();

  TableColumns(SampleStatistics statistics, TableRequest request, Set<List<String>> freeForm) {
    this.statistics = statistics;
    this.request = request;
    this.types =
        new TypeInference(statistics.dialect(), request.zone(), statistics.declared(), freeForm);
  }

  static boolean isBesideRow(List<String> place) {
    return place.get(0).startsWith("\u0000");
  }

  ObjectNode schema() {
    types.fields(statistics.rows(), List.of(), naming, properties);
    properties
        .fieldNames()
        .forEachRemaining(
            column -> {
              String from = properties.get(column).path("x-from").asText("");
              byField.put(
                  from.isEmpty() ? column : Pointer.parse("/" + from).steps().get(0), column);
            });
    statistics.extras().forEach(this::addExtra);
    if (reads(PairedObject.KEYS)) {
      addMembers(sides(PairedObject.KEYS), List.of(KEY), "key:/", "key_");
    }
    if (reads(PairedObject.HEADERS)) {
      addMembers(sides(PairedObject.HEADERS), List.of(HEADER), "header:/", "");
    }
    if (properties.isEmpty()) {
      properties.set("value", SchemaNodes.any());
      types
          .findings()
          .add(new Finding("", "no record of the sample is an object with fields; no column fits"));
    }
    ObjectNode schema = RecordTexts.JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", request.table() + ".schema.json");
    schema.put("title", request.topic());
    schema.put("type", "object");
    schema.set("properties", properties);
    return schema;
  }

  private void addExtra(Extra extra, ValueStatistics values) {
    if (values.values() == 0) {
      return;
    }
    String pointer = new Pointer(extra.place()).toString();
    boolean isKey = extra.column().equals("key") && values.isOnly(Kind.OBJECT);
    if (isKey && !values.members().isEmpty() && !values.members().containsKey("")) {
      addMembers(values, path(extra), pointer + "/", "key_");
    } else {
      add(extra.column(), values, path(extra), pointer);
    }
  }

  private static List<String> path(Extra extra) {
    List<String> path = new ArrayList<>(List.of(RECORD));
    path.addAll(extra.place());
    return path;
  }

  private ValueStatistics sides(PairedObject kind) {
    return statistics.sides().getOrDefault(kind, new ValueStatistics());
  }

  private void addMembers(
      ValueStatistics values, List<String> path, String from, String columnPrefix) {
    values
        .members()
        .forEach(
            (name, member) -> {
              if (!name.isEmpty()) {
                String column =
                    add(
                        columnPrefix + name,
                        member,
                        TypeInference.with(path, name),
                        from + Pointer.escape(name));
                if (columnPrefix.equals("key_")) {
                  byKeyField.put(name, column);
                }
              }
            });
  }

  private String add(String wanted, ValueStatistics values, List<String> path, String from) {
    String column = naming.nameFor(wanted);
    ObjectNode schema = types.type(values, path);
    properties.set(column, schema.put("x-from", from));
    return column;
  }

  /** Whether the objects of a kind are read beside those of values. */
  boolean reads(PairedObject kind) {
    ValueStatistics side = statistics.sides().get(kind);
    return request.sides().contains(kind)
        && side != null
        && side.isOnly(Kind.OBJECT)
        && side.members().keySet().stream().anyMatch(name -> !name.isEmpty())
        && side.values() == side.count();
  }

  /** The column of a field of the row. */
  Optional<String> column(String field) {
    return Optional.ofNullable(byField.get(field));
  }

  Map<String, String> keyColumns() {
    return byKeyField;
  }

  List<Finding> findings() {
    return types.findings().stream()
        .map(
            finding ->
                new Finding(
                    finding.place().replaceAll("\u0000(record|key|header)/?", ""), finding.text()))
        .toList();
  }

  /** The place that a corrupt row's reason names; empty if it names none, or no column's. */
  Optional<List<String>> placeOf(String reason) {
    Matcher matcher = REASON.matcher(reason);
    if (!matcher.matches() || isOfRecord(matcher.group("code"))) {
      return Optional.empty();
    }
    List<String> steps = Pointer.parse(matcher.group("pointer")).steps();
    String origin = matcher.group("origin");
    if (origin != null) {
      return Optional.of(withStars(List.of(origin.equals("key:") ? KEY : HEADER), steps));
    }
    for (List<String> place : statistics.envelope().places()) {
      if (steps.size() > place.size() && steps.subList(0, place.size()).equals(place)) {
        return Optional.of(withStars(List.of(), steps.subList(place.size(), steps.size())));
      }
    }
    return Optional.of(withStars(List.of(RECORD), steps));
  }

  /** Whether a wider type would not help. */
  private static boolean isOfRecord(String code) {
    return Set.of("tombstone", "duplicate_key", "too_deep", "too_large").contains(code);
  }

  private List<String> withStars(List<String> start, List<String> steps) {
    List<String> path = new ArrayList<>(start);
    Set<List<String>> repeated = new HashSet<>(types.repeated());
    for (String step : steps) {
      path.add(repeated.contains(path) ? "*" : step);
    }
    return List.copyOf(path);
  }
}
