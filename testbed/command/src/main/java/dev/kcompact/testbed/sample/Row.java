package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expected values of a record, or of a nested object.
 *
 * <p>A value is null, a {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
 * BigDecimal}, {@link DecimalText}, {@code LocalDate}, {@code Instant} (microseconds), {@code
 * UUID}, a {@link FreeJson}, a {@code Row}, a {@code List} of values, or a {@code Map} from strings
 * to values.
 */
public final class Row {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  Row() {}

  /** Copies the given fields. */
  public static Row of(Map<String, @Nullable Object> fields) {
    Row row = new Row();
    row.values.putAll(fields);
    return row;
  }

  /** The value of a field; null if it is null or absent. */
  public @Nullable Object get(String field) {
    return values.get(field);
  }

  /** All fields in order; an unmodifiable view. */
  public Map<String, @Nullable Object> values() {
    return Collections.unmodifiableMap(values);
  }

  Row set(String field, @Nullable Object value) {
    values.put(field, value);
    return this;
  }

  boolean remove(String path) {
    Row parent = parentOf(path);
    String leaf = leafOf(path);
    if (parent == null || !parent.values.containsKey(leaf)) {
      return false;
    }
    parent.values.remove(leaf);
    return true;
  }

  /**
   * Sets the value at a path of fields and list indices, for example {@code items/0/sku}.
   *
   * @return false if the path does not exist in this row
   */
  boolean replace(String path, @Nullable Object value) {
    Row parent = parentOf(path);
    if (parent == null) {
      return false;
    }
    parent.values.put(leafOf(path), value);
    return true;
  }

  private static String leafOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private @Nullable Row parentOf(String path) {
    @Nullable Object at = this;
    String[] steps = path.split("/");
    for (int i = 0; i < steps.length - 1; i++) {
      if (at instanceof Row row) {
        at = row.get(steps[i]);
      } else if (at instanceof List<?> list && Integer.parseInt(steps[i]) < list.size()) {
        at = list.get(Integer.parseInt(steps[i]));
      } else {
        return null;
      }
    }
    return at instanceof Row row ? row : null;
  }

  /** A decimal that is sent as a JSON string. */
  public record DecimalText(BigDecimal value) {
    public DecimalText {
      requireNonNull(value, "value is null");
    }
  }

  /**
   * A JSON value without a declared type, which a table stores as text.
   *
   * @param text valid JSON without white space between its tokens
   */
  public record FreeJson(String text) {
    public FreeJson {
      requireNonNull(text, "text is null");
      if (text.isEmpty()) {
        throw new IllegalArgumentException("text is empty");
      }
    }
  }
}
