package dev.kcompact.job.decode.columns;

import java.util.Arrays;
import java.util.List;

/** Structs. Only those that are not null have a slot in the columns of their fields. */
public final class StructValues extends ColumnValues {
  private final List<ColumnValues> fields;
  private int[] fieldIndexes = new int[firstCapacity()];
  private int structs;

  StructValues(RecordContext context, List<ColumnValues> fields) {
    super(context);
    this.fields = List.copyOf(fields);
  }

  /** Column of a field, in the order of the schema. */
  public ColumnValues field(int field) {
    return fields.get(field);
  }

  /** Index of the value's fields in their columns; undefined where the value is null. */
  public int fieldIndex(int index) {
    return fieldIndexes[index];
  }

  /** Adds a value; returns the index of its fields in their columns. */
  int addStruct() throws CorruptRecordException {
    int index = add();
    fieldIndexes[index] = structs;
    return structs++;
  }

  @Override
  int slotBytes() {
    return Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    fieldIndexes = Arrays.copyOf(fieldIndexes, capacity);
  }

  @Override
  void clear() {
    super.clear();
    structs = 0;
    for (ColumnValues field : fields) {
      field.clear();
    }
  }
}
