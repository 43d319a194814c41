package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.MarkerColumn;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.RecordForm.Tombstones;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reads a definition's {@code record}, whose form has been checked, and checks the columns' places.
 */
final class RecordFormReader {
  private final JsonNode record;
  private final Dialect dialect;
  private final BiConsumer<String, String> problem;

  /**
   * @param record may be missing
   * @param problem takes a place and what is wrong there
   */
  RecordFormReader(JsonNode record, BiConsumer<String, String> problem) {
    this.record = record;
    this.dialect = dialect(record);
    this.problem = problem;
  }

  /** Returns the dialect that {@code record} names. */
  static Dialect dialect(JsonNode record) {
    return Dialect.valueOf(record.path("dialect").asText("plain").toUpperCase(Locale.ROOT));
  }

  /** Returns the form. A part with a problem has its default. */
  RecordForm read(TableSchema schema) {
    if (schema.isAny()) {
      refuseParts();
    }
    List<Pointer> at = pointers(record.path("at"), "/record/at", dialect.at());
    List<Pointer> ignored = new ArrayList<>(dialect.ignored());
    ignored.addAll(pointers(record.path("ignore"), "/record/ignore", List.of()));
    checkAt(at);
    if (ignored.contains(Pointer.ROOT)) {
      problem.accept("/record/ignore", "has the record itself; expected parts of it");
    }
    checkPlaces(schema, at);
    try {
      return new RecordForm(
          dialect,
          record.path("encoding").asText("object").equals("json-text"),
          at,
          ignored,
          Tombstones.valueOf(record.path("tombstones").asText("reject").toUpperCase(Locale.ROOT)),
          record.path("keys").asBoolean(),
          record.path("headers").asBoolean());
    } catch (IllegalArgumentException e) {
      problem.accept("/record/at", String.valueOf(e.getMessage()));
      return RecordForm.PLAIN;
    }
  }

  /** Refuses what is about parts of a record, or would make a row without its text. */
  private void refuseParts() {
    for (String field : List.of("at", "ignore", "keys", "headers")) {
      JsonNode given = record.path(field);
      if (!given.isMissingNode() && !(given.isBoolean() && !given.booleanValue())) {
        refuse(field, "is given; expected none, for schema: any keeps the record as it is written");
      }
    }
    if (dialect != Dialect.PLAIN) {
      refuse(
          "dialect",
          "is "
              + record.path("dialect").asText()
              + "; expected plain, for schema: any reads no value");
    }
    String tombstones = record.path("tombstones").asText("skip");
    if (!tombstones.equals("skip")) {
      refuse(
          "tombstones",
          "is "
              + tombstones
              + "; expected skip or none, for null is JSON and schema: any keeps it");
    }
  }

  private void refuse(String field, String message) {
    problem.accept("/record/" + field, message);
  }

  /** Returns the schema with the columns that the form adds. */
  static TableSchema withMarkers(TableSchema schema, RecordForm form) {
    TableSchema marked =
        form.tombstones() == Tombstones.KEEP ? schema.with(MarkerColumn.TOMBSTONE) : schema;
    return form.dialect() == Dialect.DEBEZIUM ? marked.with(MarkerColumn.UNAVAILABLE) : marked;
  }

  private List<Pointer> pointers(JsonNode texts, String place, List<Pointer> otherwise) {
    if (texts.isMissingNode()) {
      return otherwise;
    }
    List<Pointer> pointers = new ArrayList<>();
    for (JsonNode text : texts.isArray() ? texts : List.of(texts)) {
      try {
        pointers.add(Pointer.parse(text.textValue()));
      } catch (IllegalArgumentException e) {
        problem.accept(place, String.valueOf(e.getMessage()));
      }
    }
    return pointers.isEmpty() ? otherwise : pointers;
  }

  private void checkAt(List<Pointer> at) {
    for (int i = 0; i < at.size(); i++) {
      for (int j = 0; j < at.size(); j++) {
        if (i != j && at.get(i).isWithin(at.get(j))) {
          problem.accept("/record/at", "has " + at.get(i) + " within " + at.get(j));
        }
      }
    }
  }

  /** Refuses two columns that read the same value, or one that reads a part of another's. */
  private void checkPlaces(TableSchema schema, List<Pointer> at) {
    Map<Origin, Map<String, Field>> places = new EnumMap<>(Origin.class);
    boolean envelope = !at.contains(Pointer.ROOT);
    for (Field field : schema.columns()) {
      FieldPath path = field.path();
      boolean isRow = path.origin() == Origin.RECORD && !envelope;
      checkPlace(
          places.computeIfAbsent(isRow ? Origin.ROW : path.origin(), origin -> new TreeMap<>()),
          field);
      if (path.origin() == Origin.RECORD && envelope) {
        for (Pointer row : at) {
          if (path.pointer().isWithin(row) || row.isWithin(path.pointer())) {
            report(field, "is " + path + ", which meets the row at " + row);
          }
        }
      }
      checkPaired(field);
      checkInside(field.type(), field.name());
    }
  }

  /** Refuses a column of a side object that the definition does not read. */
  private void checkPaired(Field field) {
    FieldPath path = field.path();
    if (path.origin() == Origin.KEY && !record.path("keys").asBoolean()) {
      report(field, "is " + path + "; expected record.keys: true with it");
    }
    if (path.origin() == Origin.HEADER) {
      if (!record.path("headers").asBoolean()) {
        report(field, "is " + path + "; expected record.headers: true with it");
      }
      if (path.pointer().steps().size() > 1) {
        report(field, "is " + path + "; expected the name of a header, with ~1 for a slash");
      }
    }
  }

  /** Refuses fields of structs whose place is not within their struct. */
  private void checkInside(ColumnType type, String name) {
    if (type instanceof StructType struct) {
      Map<String, Field> places = new TreeMap<>();
      for (Field field : struct.fields()) {
        if (field.path().origin() != Origin.ROW) {
          report(field, "is " + field.path() + " inside " + name + "; expected a place from there");
        } else {
          checkPlace(places, field);
        }
        checkInside(field.type(), name);
      }
    } else if (type instanceof ArrayType array) {
      checkInside(array.element(), name);
    } else if (type instanceof MapType map) {
      checkInside(map.value(), name);
    }
  }

  private void checkPlace(Map<String, Field> places, Field field) {
    Pointer own = field.path().pointer();
    for (Field other : places.values()) {
      Pointer that = other.path().pointer();
      if (own.isWithin(that) || that.isWithin(own)) {
        report(field, "is " + field.path() + ", which meets that of " + other.name());
      }
    }
    places.put(field.name(), field);
  }

  private void report(Field field, String message) {
    problem.accept("/schema", "has x-from of " + field.name() + " that " + message);
  }
}
