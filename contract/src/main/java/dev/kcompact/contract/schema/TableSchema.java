package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data columns of a table, in the order of their declaration.
 *
 * @param root the record itself
 */
public record TableSchema(StructType root) {
  /** What a definition names in place of a schema file for {@link #ANY}. */
  public static final String ANY_NAME = "any";

  /** One column with the text of the record, which may be any JSON value. */
  public static final TableSchema ANY =
      new TableSchema(
          new StructType(
              List.of(
                  new Field(
                      "record",
                      Scalar.JSON,
                      true,
                      false,
                      Constraints.NONE,
                      FieldPath.RECORD_ITSELF,
                      ValueForm.PLAIN))));

  public TableSchema {
    for (Field field : root.fields()) {
      if (AddedColumn.isReserved(field.name())) {
        throw new IllegalArgumentException("column name is reserved by kcompact: " + field.name());
      }
    }
  }

  /** Returns this schema with a marker behind its columns. */
  public TableSchema with(MarkerColumn marker) {
    List<Field> fields = new ArrayList<>(columns());
    fields.add(marker.field());
    return new TableSchema(new StructType(fields));
  }

  /** Whether the only column holds the records as they are written. */
  public boolean isAny() {
    return columns().get(0).path().equals(FieldPath.RECORD_ITSELF);
  }

  /** Whether the schema has the marker. */
  public boolean has(MarkerColumn marker) {
    return column(marker.columnName()).isPresent();
  }

  public List<Field> columns() {
    return root.fields();
  }

  /**
   * Returns the column of a name, or the field of a JSON pointer such as {@code /address/id}; empty
   * if there is none, or if the pointer leads through a list or a map.
   */
  public Optional<Field> column(String name) {
    return at(ColumnPath.parse(name));
  }

  private Optional<Field> at(ColumnPath path) {
    ColumnType type = root;
    Optional<Field> found = Optional.empty();
    for (String step : path.steps()) {
      if (!(type instanceof StructType struct)) {
        return Optional.empty();
      }
      found = struct.fields().stream().filter(field -> field.name().equals(step)).findFirst();
      if (found.isEmpty()) {
        return found;
      }
      type = found.get().type();
    }
    return found;
  }

  /** Whether each good row has a value there: every field on the way is required and not null. */
  public boolean isAlwaysSet(ColumnPath path) {
    for (int steps = 1; steps <= path.steps().size(); steps++) {
      Field field = at(new ColumnPath(path.steps().subList(0, steps))).orElseThrow();
      if (!field.required() || field.nullable()) {
        return false;
      }
    }
    return true;
  }
}
