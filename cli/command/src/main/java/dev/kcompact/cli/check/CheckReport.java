package dev.kcompact.cli.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.check.TableResult.RuleResult;
import dev.kcompact.contract.source.UncompactedDays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a check found; docs/check.md has the names of its JSON.
 *
 * @param tables in the order of their names
 * @param days that have listed objects and no committed file, by table; none without a lake
 * @param strangers keys that no table owns, by folder
 * @param lists requests that list objects
 * @param gets requests that read objects
 * @param isWithin whether the records that are rejected are within the limit
 */
record CheckReport(
    List<TableResult> tables,
    Map<String, UncompactedDays> days,
    Map<String, Places> strangers,
    long lists,
    long gets,
    boolean isWithin) {
  private static final int VERSION = 1;

  CheckReport {
    tables = List.copyOf(tables);
    requireNonNull(strangers, "strangers is null");
  }

  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("version", VERSION).put("within", isWithin);
    ObjectNode byTable = root.putObject("tables");
    for (TableResult table : tables) {
      ObjectNode node = byTable.putObject(table.table());
      write(table, node);
      UncompactedDays without = days.get(table.table());
      if (without != null) {
        ArrayNode list = node.putArray("uncompacted");
        without.days().forEach(day -> list.add(day.toString()));
      }
    }
    ArrayNode folders = root.putArray("strangers");
    strangers.forEach((folder, keys) -> write(keys, folders.addObject().put("folder", folder)));
    root.putObject("requests").put("lists", lists).put("gets", gets);
    return root.toPrettyString() + "\n";
  }

  private static void write(TableResult table, ObjectNode node) {
    node.put("listed", table.listed())
        .put("complete", table.isComplete())
        .put("objects", table.objects())
        .put("bytes", table.bytes())
        .put("records", table.records())
        .put("good", table.good())
        .put("corrupt", table.corruptRecords())
        .put("invalid", table.invalid())
        .put("undated", table.undated());
    ArrayNode reasons = node.putArray("reasons");
    table
        .corrupt()
        .forEach((reason, places) -> write(places, reasons.addObject().put("reason", reason)));
    ArrayNode rules = node.putArray("rules");
    for (RuleResult rule : table.rules()) {
      ObjectNode broken = rules.addObject().put("rule", rule.rule());
      broken.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
      write(rule.rows(), broken);
    }
    ArrayNode unchecked = node.putArray("unchecked");
    table.unchecked().forEach(unchecked::add);
    ObjectNode unknown = node.putObject("unknown");
    table.unknown().forEach((name, types) -> types.forEach(unknown.putObject(name)::put));
    ArrayNode names = node.putArray("names");
    table.names().forEach((kind, places) -> write(places, names.addObject().put("kind", kind)));
    ObjectNode excluded = node.putObject("excluded");
    table.excluded().forEach((kind, count) -> excluded.put(kind.code(), count));
  }

  private static void write(Places places, ObjectNode node) {
    node.put("count", places.count());
    ArrayNode first = node.putArray("first");
    for (Places.Place place : places.first()) {
      ObjectNode each = first.addObject().put("place", place.name());
      if (place.record() != null) {
        each.put("record", place.record());
      }
    }
  }
}
