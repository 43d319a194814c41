package dev.kcompact.job.decode.columns;

import java.util.Arrays;

/**
 * Values of 64 bits: integers, days, microseconds, unscaled decimals of up to 18 digits, booleans
 * as 0 and 1, doubles as their raw bits.
 */
public final class LongValues extends ColumnValues {
  private long[] values = new long[firstCapacity()];

  LongValues(RecordContext context) {
    super(context);
  }

  /** The value; undefined where it is null. */
  public long get(int index) {
    return values[index];
  }

  void add(long value) throws CorruptRecordException {
    int index = add();
    values[index] = value;
  }

  @Override
  int slotBytes() {
    return Long.BYTES;
  }

  @Override
  void resize(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }
}
