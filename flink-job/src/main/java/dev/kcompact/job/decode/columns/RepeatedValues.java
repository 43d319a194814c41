package dev.kcompact.job.decode.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lists and maps: each value is a range of elements in the elements' column. */
public final class RepeatedValues extends ColumnValues {
  private final @Nullable TextValues keys;
  private final ColumnValues elements;
  private int[] starts = new int[firstCapacity()];
  private int[] ends = new int[firstCapacity()];

  RepeatedValues(RecordContext context, @Nullable TextValues keys, ColumnValues elements) {
    super(context);
    this.keys = keys;
    this.elements = elements;
  }

  /**
   * Keys of a map's entries, parallel to {@link #elements()}.
   *
   * @throws IllegalStateException on a list
   */
  public TextValues keys() {
    if (keys == null) {
      throw new IllegalStateException("a list has no keys");
    }
    return keys;
  }

  public ColumnValues elements() {
    return elements;
  }

  /** Index of a value's first element. */
  public int start(int index) {
    return starts[index];
  }

  /** Index after a value's last element. */
  public int end(int index) {
    return ends[index];
  }

  /** Adds a value that begins with the next element; call {@link #finish} with its index. */
  int begin() throws CorruptRecordException {
    int index = add();
    starts[index] = elements.size();
    ends[index] = elements.size();
    return index;
  }

  void finish(int index) {
    ends[index] = elements.size();
  }

  @Override
  int slotBytes() {
    return 2 * Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
  }

  @Override
  void clear() {
    super.clear();
    if (keys != null) {
      keys.clear();
    }
    elements.clear();
  }
}
