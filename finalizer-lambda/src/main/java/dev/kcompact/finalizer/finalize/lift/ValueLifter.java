package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.ValueForm;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks one column's value as strictly as the job, and writes it as JSON that DuckDB casts to the
 * column's type exactly: plain values are strings.
 */
final class ValueLifter {
  private static final String UNAVAILABLE_BASE64 =
      Base64.getEncoder().encodeToString(Dialect.UNAVAILABLE.getBytes(StandardCharsets.US_ASCII));

  private static final String UNAVAILABLE_LIST = "[\"" + Dialect.UNAVAILABLE + "\"]";

  private final Dialect dialect;

  /** Members of structs that are no fields, by pointer: they stay in {@code _rescued}. */
  private final Map<String, String> unknown = new LinkedHashMap<>();

  private boolean unavailable;

  ValueLifter(Dialect dialect) {
    this.dialect = dialect;
  }

  Map<String, String> unknown() {
    return unknown;
  }

  /** Whether Debezium did not send the value or a part of it, which is then null. */
  boolean isUnavailable() {
    return unavailable;
  }

  /**
   * Appends the value of a field.
   *
   * @param place pointer to the value, as {@code _rescued} names it
   */
  void append(StringBuilder out, Field field, JsonValue value, String place)
      throws UnfitValueException {
    boolean isPlaceholder = isPlaceholder(value);
    boolean isNull = append(out, field.type(), field.form(), value, place);
    if (isNull && !isPlaceholder && field.required() && !field.nullable()) {
      throw new UnfitValueException();
    }
  }

  private boolean isPlaceholder(JsonValue value) {
    if (dialect != Dialect.DEBEZIUM) {
      return false;
    }
    return value.is(Kind.STRING)
        ? value.text().equals(Dialect.UNAVAILABLE) || value.text().equals(UNAVAILABLE_BASE64)
        : value.raw().equals(UNAVAILABLE_LIST);
  }

  /** Returns whether the value is null. */
  private boolean append(
      StringBuilder out, ColumnType type, ValueForm form, JsonValue value, String place)
      throws UnfitValueException {
    boolean isPlaceholder = isPlaceholder(value);
    unavailable |= isPlaceholder;
    if (isPlaceholder || value.is(Kind.NULL) || isNull(form, value)) {
      out.append("null");
      return true;
    }
    if (form.encoding() instanceof Encoding.JsonText json) {
      JsonValue content = JsonValueReader.read(value.require(Kind.STRING).text());
      return append(out, type, json.content(), content, place);
    }
    if (type instanceof StructType struct) {
      appendStruct(out, struct, value, place);
    } else if (type instanceof ArrayType array) {
      appendItems(out, array, value.require(Kind.ARRAY), place);
    } else if (type instanceof MapType map) {
      appendEntries(out, map, value.require(Kind.OBJECT), place);
    } else {
      JsonText.appendQuoted(out, ScalarText.of(type, form.encoding(), value));
    }
    return false;
  }

  private static boolean isNull(ValueForm form, JsonValue value) {
    return form.nulls().stream()
        .anyMatch(
            mark ->
                value.is(mark instanceof String ? Kind.STRING : Kind.NUMBER)
                    && value.text().equals(mark.toString()));
  }

  private void appendItems(StringBuilder out, ArrayType type, JsonValue array, String place)
      throws UnfitValueException {
    out.append('[');
    for (int i = 0; i < array.items().size(); i++) {
      out.append(i == 0 ? "" : ",");
      append(out, type.element(), type.form(), array.items().get(i), place + "/" + i);
    }
    out.append(']');
  }

  private void appendEntries(StringBuilder out, MapType type, JsonValue object, String place)
      throws UnfitValueException {
    out.append('{');
    for (Map.Entry<String, JsonValue> entry : object.members().entrySet()) {
      String inside = place + "/" + Pointer.escape(entry.getKey());
      JsonText.appendName(out, entry.getKey());
      append(out, type.value(), type.form(), entry.getValue(), inside);
    }
    out.append('}');
  }

  private void appendStruct(StringBuilder out, StructType type, JsonValue object, String place)
      throws UnfitValueException {
    Map<String, String> values = new HashMap<>();
    readMembers(FieldTree.of(type.fields()), object.require(Kind.OBJECT), place, values);
    out.append('{');
    for (Field field : type.fields()) {
      String value = values.get(field.name());
      if (value == null && field.required()) {
        throw new UnfitValueException();
      }
      JsonText.appendName(out, field.name()).append(value == null ? "null" : value);
    }
    out.append('}');
  }

  private void readMembers(
      FieldTree tree, JsonValue object, String place, Map<String, String> values)
      throws UnfitValueException {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      FieldTree known = tree.child(member.getKey());
      JsonValue value = member.getValue();
      String inside = place + "/" + Pointer.escape(member.getKey());
      if (known == null) {
        unknown.put(inside, value.raw());
      } else if (known.field() != null) {
        StringBuilder text = new StringBuilder();
        append(text, known.field(), value, inside);
        values.put(known.field().name(), text.toString());
      } else if (!value.is(Kind.NULL)) {
        readMembers(known, value.require(Kind.OBJECT), inside, values);
      }
    }
  }
}
