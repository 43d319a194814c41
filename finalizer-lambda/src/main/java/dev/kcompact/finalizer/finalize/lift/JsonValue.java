package dev.kcompact.finalizer.finalize.lift;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A JSON value.
 *
 * @param raw its text as it was written
 * @param text the string without quotes and escapes; {@code raw} of other values
 * @param items of an array; else empty
 * @param members of an object, in their order; else empty
 */
record JsonValue(
    Kind kind, String raw, String text, List<JsonValue> items, Map<String, JsonValue> members) {
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  JsonValue {
    requireNonNull(kind, "kind is null");
    requireNonNull(raw, "raw is null");
    requireNonNull(text, "text is null");
    requireNonNull(items, "items is null");
    requireNonNull(members, "members is null");
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Returns this value if it is of the kind. */
  JsonValue require(Kind expected) throws UnfitValueException {
    if (kind != expected) {
      throw new UnfitValueException();
    }
    return this;
  }
}
