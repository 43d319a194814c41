package dev.kcompact.job.decode.columns;

import java.util.Arrays;

/**
 * Values of one column in the current record, in reading order: one at the top level, one for each
 * element inside lists and maps. The values of a struct are in the columns of its fields, so a
 * record is a few flat arrays and no tree. Reused for the next record; not thread-safe.
 */
public abstract sealed class ColumnValues
    permits LongValues, TextValues, StructValues, RepeatedValues {
  private static final int FIRST = 4;

  /** Slots that are kept between records and do not count against the record's slot budget. */
  private static final int RETAINED = FIRST << 8;

  private final RecordContext context;
  private boolean[] present = new boolean[FIRST];
  private int size;

  ColumnValues(RecordContext context) {
    this.context = context;
  }

  /** Number of values, including null. */
  public final int size() {
    return size;
  }

  public final boolean isNull(int index) {
    return !present[index];
  }

  final void addNull() throws CorruptRecordException {
    reserve();
    present[size++] = false;
  }

  /** Index of a new value that is not null. */
  final int add() throws CorruptRecordException {
    reserve();
    present[size] = true;
    return size++;
  }

  private void reserve() throws CorruptRecordException {
    if (size == present.length) {
      int more = size;
      if (size >= RETAINED) {
        context.takeSlotBytes((long) more * (1 + slotBytes()));
      }
      present = Arrays.copyOf(present, size + more);
      resize(size + more);
    }
  }

  void clear() {
    size = 0;
    if (present.length > RETAINED) {
      present = new boolean[FIRST];
      resize(FIRST);
    }
  }

  static int firstCapacity() {
    return FIRST;
  }

  /** Bytes of a value's slot, without its null flag. */
  abstract int slotBytes();

  /** Resizes the slots to that many values; values up to the new capacity are kept. */
  abstract void resize(int capacity);
}
