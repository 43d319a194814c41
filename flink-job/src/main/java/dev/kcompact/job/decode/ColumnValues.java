package dev.kcompact.job.decode;

import java.util.Arrays;

/**
 * The values that one column has in the record in hand, in reading order: one at the top, as many
 * as there are elements inside lists and maps. Values of a struct stand in the columns of its
 * fields, so that a record is a few flat arrays and no tree. Reused; not thread-safe.
 */
public abstract sealed class ColumnValues
    permits LongValues, TextValues, StructValues, RepeatedValues {
  private static final int FIRST = 4;

  /**
   * Slots that are kept from record to record, and need no permission: FIRST doubled some times.
   */
  private static final int RETAINED = FIRST << 8;

  private final RowMemory memory;
  private boolean[] present = new boolean[FIRST];
  private int size;

  ColumnValues(RowMemory memory) {
    this.memory = memory;
  }

  /** Number of values, null ones included. */
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
        // Told by this record alone, whatever capacity an earlier one has left.
        memory.take((long) more * (1 + slotBytes()));
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

  /** Bytes that a value needs here, besides its null flag. */
  abstract int slotBytes();

  /** Makes room for that many values, keeping those there are as far as they fit. */
  abstract void resize(int capacity);
}
