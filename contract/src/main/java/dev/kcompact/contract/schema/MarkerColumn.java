package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import java.util.Optional;
import java.util.stream.Stream;

/** A column that the definition of a table adds to those of its JSON Schema. */
public enum MarkerColumn {
  /** Whether the record is a tombstone; only where {@code record.tombstones} is {@code keep}. */
  TOMBSTONE("_tombstone", Scalar.BOOLEAN),
  /**
   * JSON array of pointers to the values that Debezium did not send, which are null in their
   * columns; null where it sent all. Only in Debezium's dialect.
   */
  UNAVAILABLE("_unavailable", Scalar.STRING);

  private final String columnName;
  private final Scalar type;

  MarkerColumn(String columnName, Scalar type) {
    this.columnName = columnName;
    this.type = type;
  }

  /** Returns the marker of that name; empty if there is none. */
  static Optional<MarkerColumn> of(String name) {
    return Stream.of(values()).filter(it -> it.columnName.equals(name)).findFirst();
  }

  public String columnName() {
    return columnName;
  }

  /** Returns the column as a field. It is never in a record's JSON. */
  public Field field() {
    return new Field(columnName, type, false, true, Constraints.NONE);
  }
}
