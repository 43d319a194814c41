package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;

import java.util.List;

/**
 * The place of a value among the columns of a table: a column, or a field of objects inside one.
 *
 * @param steps the column's name, then the fields' names from the outside in; at least one
 */
public record ColumnPath(List<String> steps) {
  public ColumnPath {
    steps = List.copyOf(steps);
    checkArgument(!steps.isEmpty(), "steps is empty");
  }

  /**
   * Returns the place that a text of a definition means: the name of a column, or a JSON pointer
   * such as {@code /address/id}.
   *
   * @throws IllegalArgumentException if the text begins with a slash and is no pointer
   */
  public static ColumnPath parse(String text) {
    return new ColumnPath(text.startsWith("/") ? Pointer.parse(text).steps() : List.of(text));
  }

  public String column() {
    return steps.get(0);
  }

  /** Whether the value is inside its column. */
  public boolean isNested() {
    return steps.size() > 1;
  }

  /** Returns the path as Parquet writes it. */
  public String dotted() {
    return String.join(".", steps);
  }

  /** Returns the name of a column, or the JSON pointer of a field inside it. */
  @Override
  public String toString() {
    return isNested() ? new Pointer(steps).toString() : column();
  }
}
