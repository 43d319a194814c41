package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.json.RecordBytes;
import java.util.Arrays;

/**
 * Values of bytes: texts in UTF-8, and unscaled decimals of more than 18 digits in big-endian two's
 * complement.
 */
public final class TextValues extends ColumnValues {
  private final RecordBytes record;
  private int[] starts = new int[firstCapacity()];
  private int[] lengths = new int[firstCapacity()];

  TextValues(RecordContext context) {
    super(context);
    record = context.record();
  }

  /** The array that holds the value at {@link #offset}; valid until the next record. */
  public byte[] buffer(int index) {
    return record.bufferOf(starts[index]);
  }

  public int offset(int index) {
    return RecordBytes.offsetOf(starts[index]);
  }

  public int length(int index) {
    return lengths[index];
  }

  void add(int start, int length) throws CorruptRecordException {
    int index = add();
    starts[index] = start;
    lengths[index] = length;
  }

  @Override
  int slotBytes() {
    return 2 * Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
  }
}
