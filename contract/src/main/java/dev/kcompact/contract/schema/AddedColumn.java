package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import java.util.Arrays;
import java.util.List;

/** The columns that the compactor adds to every row, behind the table's own. */
public enum AddedColumn {
  /** Kafka partition, from the object's name; null where the name carries none. */
  PARTITION("_partition", Scalar.INTEGER, true),
  /** Start offset in the object's name, not the record's own; null where the name carries none. */
  FILE_OFFSET("_file_offset", Scalar.INTEGER, false),
  /** Index of the record in its object, from 0, corrupt ones counted. */
  LINE("_line", Scalar.INTEGER, true),
  /** Key of the raw object; only where its name carries no offset, else null. */
  SOURCE_KEY("_source_key", Scalar.STRING, false),
  /** JSON object of the fields that the schema does not know; null where there is none. */
  RESCUED("_rescued", Scalar.STRING, false),
  /** Raw text of a record that could not be decoded; null on good rows. */
  CORRUPT_RECORD("_corrupt_record", Scalar.STRING, false),
  /** Why, as {@code code} or {@code code:/json/pointer}; null on good rows. */
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

  /** Whether an {@link Scalar#INTEGER} of 32 bits is enough for it. */
  public boolean isNarrow() {
    return narrow;
  }

  /**
   * Whether {@code name} may not be a table's own column; every leading underscore is kept free.
   */
  static boolean isReserved(String name) {
    return name.startsWith("_") && MarkerColumn.of(name).isEmpty();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(AddedColumn::columnName).toList();
  }
}
