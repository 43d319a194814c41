package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import java.util.Arrays;
import java.util.List;

/** The columns that the compactor adds to every row, after the table's columns. */
public enum AddedColumn {
  /** Kafka partition, from the object's name; null if the name has none. */
  PARTITION("_partition", Scalar.INTEGER, true),
  /** Start offset in the object's name, not the record's own; null if the name has none. */
  FILE_OFFSET("_file_offset", Scalar.INTEGER, false),
  /** Index of the record in its object, from 0, corrupt ones counted. */
  LINE("_line", Scalar.INTEGER, true),
  /** Key of the raw object; null if its name has an offset. */
  SOURCE_KEY("_source_key", Scalar.STRING, false),
  /** JSON object of the fields that the schema does not know; null where there is none. */
  RESCUED("_rescued", Scalar.STRING, false),
  /** Raw text of a record that could not be decoded; null on good rows. */
  CORRUPT_RECORD("_corrupt_record", Scalar.STRING, false),
  /** Reason code, with {@code :/json/pointer} if known; null on good rows. */
  CORRUPT_REASON("_corrupt_reason", Scalar.STRING, false);

  private final String columnName;
  private final Scalar type;
  private final boolean narrow;

  AddedColumn(String columnName, Scalar type, boolean narrow) {
    this.columnName = columnName;
    this.type = type;
    this.narrow = narrow;
  }

  public String columnName() {
    return columnName;
  }

  public Scalar type() {
    return type;
  }

  /** Returns the column as a field of a processed table. */
  public Field field() {
    return new Field(columnName, type, false, true, Constraints.NONE);
  }

  /** Whether an {@link Scalar#INTEGER} of 32 bits is enough for it. */
  public boolean isNarrow() {
    return narrow;
  }

  /** Whether {@code name} is reserved, as every name with a leading underscore is. */
  static boolean isReserved(String name) {
    return name.startsWith("_") && MarkerColumn.of(name).isEmpty();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(AddedColumn::columnName).toList();
  }
}
