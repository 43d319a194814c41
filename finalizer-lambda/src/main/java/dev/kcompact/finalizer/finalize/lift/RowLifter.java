package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes the values of columns that a file lacks out of its rows' {@code _rescued}. Thread-safe. */
final class RowLifter {
  private final Dialect dialect;

  /** Places by what they begin at; those in a record that is the row are in the row. */
  private final Map<Origin, FieldTree> trees = new EnumMap<>(Origin.class);

  /**
   * @param columns that the file lacks
   */
  RowLifter(BaseTable table, Collection<Field> columns) {
    dialect = table.record().dialect();
    boolean isEnvelope = table.record().isEnvelope();
    for (Field column : columns) {
      Origin origin = column.path().origin();
      trees
          .computeIfAbsent(
              origin == Origin.RECORD && !isEnvelope ? Origin.ROW : origin, it -> new FieldTree())
          .add(column);
    }
  }

  /**
   * Returns {@code {"v": values by column, "u": columns, "r": rest}}: the columns whose values do
   * not fit as {@code ,a,b,}, and the text of {@code _rescued} without the values that do; either
   * is null if there is none.
   */
  String lift(String rescued) {
    Lifted lifted = new Lifted();
    for (Map.Entry<String, JsonValue> member : parse(rescued).entrySet()) {
      String name = member.getKey();
      FieldTree tree = treeOf(name);
      if (tree == null) {
        lifted.keep(name, member.getValue().raw());
      } else {
        lifted.read(tree, name, member.getValue());
      }
    }
    return lifted.json();
  }

  private static Map<String, JsonValue> parse(String rescued) {
    try {
      return JsonValueReader.read(rescued).require(Kind.OBJECT).members();
    } catch (UnfitValueException e) {
      throw new IllegalStateException("column _rescued holds no JSON object");
    }
  }

  /** Returns the place that a name in {@code _rescued} means; null if no column is there. */
  private @Nullable FieldTree treeOf(String name) {
    if (name.isEmpty() || name.equals("/")) {
      return null;
    }
    FieldPath path = FieldPath.parse(name);
    FieldTree tree = trees.get(path.origin());
    for (String step : path.pointer().steps()) {
      tree = tree == null ? null : tree.child(step);
    }
    return tree;
  }

  /** What one row gives. */
  private final class Lifted {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> rest = new LinkedHashMap<>();
    private final Set<String> unfit = new TreeSet<>();

    void keep(String name, String json) {
      rest.put(name, json);
    }

    void read(FieldTree tree, String place, JsonValue value) {
      if (tree.field() != null) {
        readField(tree.field(), place, value);
      } else if (value.is(Kind.OBJECT)) {
        value.members().forEach((name, inside) -> readMember(tree, place, name, inside));
      } else if (!value.is(Kind.NULL)) {
        tree.all().forEach(field -> unfit.add(field.name()));
        keep(place, value.raw());
      }
    }

    private void readMember(FieldTree tree, String place, String name, JsonValue value) {
      FieldTree child = tree.child(name);
      String inside = place + "/" + Pointer.escape(name);
      if (child == null) {
        keep(inside, value.raw());
      } else {
        read(child, inside, value);
      }
    }

    private void readField(Field field, String place, JsonValue value) {
      ValueLifter lifter = new ValueLifter(dialect);
      StringBuilder json = new StringBuilder();
      try {
        lifter.append(json, field, value, place);
        values.put(field.name(), json.toString());
        if (lifter.isUnavailable()) {
          keep(place, value.raw());
        } else {
          rest.putAll(lifter.unknown());
        }
      } catch (UnfitValueException e) {
        unfit.add(field.name());
        keep(place, value.raw());
      }
    }

    String json() {
      StringBuilder json = new StringBuilder("{\"v\":");
      object(json, values);
      JsonText.appendName(json, "u");
      if (unfit.isEmpty()) {
        json.append("null");
      } else {
        JsonText.appendQuoted(json, "," + String.join(",", unfit) + ",");
      }
      JsonText.appendName(json, "r");
      if (rest.isEmpty()) {
        json.append("null");
      } else {
        JsonText.appendQuoted(json, object(new StringBuilder(), rest).toString());
      }
      return json.append('}').toString();
    }

    private static StringBuilder object(StringBuilder json, Map<String, String> members) {
      json.append('{');
      members.forEach((name, value) -> JsonText.appendName(json, name).append(value));
      return json.append('}');
    }
  }
}
