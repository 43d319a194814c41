package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where the value of a column, or of a struct's field, is in a record.
 *
 * @param origin what the pointer begins at
 * @param pointer has at least one step, except of the record itself
 */
public record FieldPath(Origin origin, Pointer pointer) {
  /** What a path begins at. */
  public enum Origin {
    /** The row, or the struct that has the field. */
    ROW(""),
    /** The record, which may be an envelope around the row. */
    RECORD("/"),
    /** The record's key, from the sink's key file. */
    KEY("key:/"),
    /** The record's headers, from the sink's header file; the only step is a header's name. */
    HEADER("header:/"),
    /** The record itself, whatever it is. */
    ITSELF("");

    private final String prefix;

    Origin(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The place of a column that holds the record. No {@code x-from} means it. */
  public static final FieldPath RECORD_ITSELF = new FieldPath(Origin.ITSELF, Pointer.ROOT);

  public FieldPath {
    requireNonNull(origin, "origin is null");
    checkArgument(
        pointer.steps().isEmpty() == (origin == Origin.ITSELF), "pointer is empty: %s", origin);
  }

  /** Returns the path to the member with a field's own name. */
  public static FieldPath named(String name) {
    return new FieldPath(Origin.ROW, new Pointer(List.of(name)));
  }

  /**
   * Returns the path that {@code x-from} means: {@code price} or {@code address/city} from the row,
   * {@code /ts_ms} from the record, {@code key:/id}, {@code header:/source}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static FieldPath parse(String text) {
    checkArgument(!text.isEmpty() && !text.equals("/"), "is empty; expected a JSON pointer");
    for (Origin origin : List.of(Origin.KEY, Origin.HEADER, Origin.RECORD)) {
      if (text.startsWith(origin.prefix)) {
        return new FieldPath(origin, Pointer.relative(text.substring(origin.prefix.length())));
      }
    }
    return new FieldPath(Origin.ROW, Pointer.relative(text));
  }

  @Override
  public String toString() {
    return origin == Origin.ITSELF ? "" : origin.prefix + pointer.toString().substring(1);
  }
}
