package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives meaning to one definition whose form has been checked. One instance reads one file. */
final class DefinitionReader {
  private static final String DEFAULT_TARGET = "128MiB";
  private static final String DEFAULT_RETENTION = "30d";
  private static final String DEFAULT_MAX_WAIT = "10m";

  /** Days before and after a record's own in which its object may be. */
  private static final int DEFAULT_WINDOW = 1;

  private static final String DEFAULT_LAYOUT = "'year='yyyy'/month='MM'/day='dd";

  private final String file;
  private final JsonNode node;
  private final TableSchema schema;
  private final ColumnNames columns;
  private final DefinitionFiles files;
  private final List<Problem> problems;

  DefinitionReader(
      String file,
      JsonNode node,
      TableSchema schema,
      DefinitionFiles files,
      List<Problem> problems) {
    this.file = file;
    this.node = node;
    this.schema = schema;
    this.files = files;
    this.problems = problems;
    this.columns = new ColumnNames(schema, node.get("schema").textValue(), this::problem);
  }

  Optional<TableDefinition> read() {
    int before = problems.size();
    new WildcardReader(node, this::problem).check();
    refuseColumnsOfAny();
    List<String> key = columns(node.path("key"), "/key");
    List<String> order = columns(node.path("order"), "/order");
    List<QualityRule> rules = new RuleReader(columns, this::problem).read(node.path("rules"));
    JsonNode compaction = node.path("compaction");
    List<String> bloom = bloom(compaction.path("bloom"));
    Long target =
        attempt(
            "/compaction/target-size",
            () -> Quantities.bytes(compaction.path("target-size").asText(DEFAULT_TARGET)));
    Duration maxWait =
        attempt(
            "/compaction/max-wait",
            () -> Quantities.duration(compaction.path("max-wait").asText(DEFAULT_MAX_WAIT)));
    String name = node.get("table").textValue();
    String domain = node.get("domain").textValue();
    if (node.has("sql")) {
      String sql = sql();
      if (problems.size() != before || sql == null || target == null) {
        return Optional.empty();
      }
      List<String> inputs = new ArrayList<>();
      node.get("inputs").forEach(input -> inputs.add(input.textValue()));
      return Optional.of(new DerivedTable(name, domain, sql, inputs, schema, key, target, rules));
    }
    SourceReader source = new SourceReader(node.get("source"), this::problem);
    ObjectNaming naming = source.naming();
    ObjectFilter filter = source.filter();
    DayRule day = day();
    SourceCleanUp cleanUp = cleanUp(node.path("clean-up"));
    RecordForm record = new RecordFormReader(node.path("record"), this::problem).read(schema);
    if (problems.size() != before
        || naming == null
        || day == null
        || cleanUp == null
        || target == null
        || maxWait == null) {
      return Optional.empty();
    }
    return Optional.of(
        new BaseTable(
            name,
            domain,
            source.topic(),
            source.prefix(),
            naming,
            filter,
            day,
            RecordFormReader.withMarkers(schema, record),
            key,
            order,
            target,
            maxWait,
            bloom,
            rules,
            cleanUp,
            record,
            node.path("processed").path("rescued").asBoolean(false)));
  }

  /** The text of a record neither says what it is about, nor which one is newer. */
  private void refuseColumnsOfAny() {
    if (!schema.isAny()) {
      return;
    }
    for (String field : List.of("key", "order")) {
      if (!node.path(field).isEmpty()) {
        problem("/" + field, "is given; expected none with schema: any, which has no such column");
      }
    }
    if (node.has("sql")) {
      problem("/schema", "is any; expected a file, for a table made by SQL has its own columns");
    }
  }

  private @Nullable SourceCleanUp cleanUp(JsonNode cleanUp) {
    if (cleanUp.isMissingNode()) {
      return SourceCleanUp.NONE;
    }
    Action action = Action.valueOf(cleanUp.get("action").textValue().toUpperCase(Locale.ROOT));
    Duration after =
        attempt(
            "/clean-up/after",
            () -> Quantities.duration(cleanUp.path("after").asText(DEFAULT_RETENTION)));
    return after == null ? null : new SourceCleanUp(action, after);
  }

  private List<String> bloom(JsonNode names) {
    String place = "/compaction/bloom";
    if (node.has("sql") && !names.isEmpty()) {
      problem(place, "is given; expected none, for a table made by SQL is not compacted");
      return List.of();
    }
    List<String> bloom = columns(names, place);
    for (String column : bloom) {
      if (columns.type(column) == Scalar.BOOLEAN) {
        problem(
            place + "/" + bloom.indexOf(column),
            "is " + column + ", a boolean; expected a column of many values");
      }
    }
    return bloom;
  }

  private List<String> columns(JsonNode names, String place) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.textValue()));
    return columns.read(texts, place);
  }

  private @Nullable String sql() {
    String name = node.get("sql").textValue();
    String sql = files.contents().get(name);
    if (sql == null) {
      problem("/sql", "names " + name + ", which is not there");
    } else if (sql.isBlank()) {
      problem("/sql", "names " + name + ", which is empty");
    }
    return sql;
  }

  private @Nullable DayRule day() {
    JsonNode day = node.get("day");
    ZoneId zone = zone(day.path("zone"));
    String from = day.get("from").textValue();
    if (zone == null) {
      return null;
    }
    if (from.equals("inputs")) {
      return problem(
          "/day/from", "is inputs; expected path, last-modified or field for a base table");
    }
    if (!from.equals("field")) {
      return day.has("before") || day.has("after")
          ? problem("/day", "has before or after; expected them with from: field only")
          : objectDay(from, day, zone);
    }
    int problemsBefore = problems.size();
    String column =
        columns.read(
            SchemaKeywords.text(day, "field"),
            "/day/field",
            Set.of(Scalar.DATE, Scalar.TIMESTAMP),
            "a date or date-time column");
    if (problems.size() != problemsBefore) {
      return null;
    }
    DayRule object = objectDay(day.path("compacted-from").asText("last-modified"), day, zone);
    if (!node.path("clean-up").path("action").asText("keep").equals("keep")) {
      return problem(
          "/clean-up/action",
          "removes objects by their own day; expected keep, for a record's day is a field");
    }
    int before = day.path("before").asInt(DEFAULT_WINDOW);
    int after = day.path("after").asInt(DEFAULT_WINDOW);
    return object == null ? null : new DayRule.FromField(column, object, before, after);
  }

  private @Nullable DayRule objectDay(String from, JsonNode day, ZoneId zone) {
    if (from.equals("last-modified")) {
      return new DayRule.FromLastModified(zone);
    }
    return attempt(
        "/day/layout", () -> new DayRule.FromPath(day.path("layout").asText(DEFAULT_LAYOUT), zone));
  }

  private @Nullable ZoneId zone(JsonNode zone) {
    if (zone.isMissingNode()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone.textValue());
    } catch (DateTimeException e) {
      return problem(
          "/day/zone", "is " + zone.textValue() + "; expected a zone such as America/Sao_Paulo");
    }
  }

  private <T> @Nullable T attempt(String path, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      return problem(path, String.valueOf(e.getMessage()));
    }
  }

  /** Adds a problem; returns null, for want of a value. */
  private <T> @Nullable T problem(String path, String message) {
    problems.add(new Problem(file, path, message));
    return null;
  }
}
