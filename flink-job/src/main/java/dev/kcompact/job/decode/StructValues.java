package dev.kcompact.job.decode;

import java.util.Arrays;
import java.util.List;

/** Values that have fields. Only those that are not null have a place in the fields' columns. */
public final class StructValues extends ColumnValues {
  private final List<ColumnValues> fields;
  private int[] places = new int[firstCapacity()];
  private int placed;

  StructValues(RowMemory memory, List<ColumnValues> fields) {
    super(memory);
    this.fields = List.copyOf(fields);
  }

  /** In the order of the schema. */
  public ColumnValues field(int field) {
    return fields.get(field);
  }

  /** Where the fields of a value that is not null stand in their columns. */
  public int place(int index) {
    return places[index];
  }

  /** Adds a value and tells its place. */
  int addPlaced() throws CorruptRecordException {
    int index = add();
    places[index] = placed;
    return placed++;
  }

  @Override
  int slotBytes() {
    return Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    places = Arrays.copyOf(places, capacity);
  }

  @Override
  void clear() {
    super.clear();
    placed = 0;
    for (ColumnValues field : fields) {
      field.clear();
    }
  }
}
