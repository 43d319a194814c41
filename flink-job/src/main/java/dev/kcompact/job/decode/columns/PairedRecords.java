package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.text.ByteSearch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The lines of an object of values and of the objects beside it. Line k of one belongs to line k of
 * the others; lines without text do not count.
 */
public final class PairedRecords {
  /** No line belongs to the record. */
  static final int UNPAIRED = -1;

  /** The lines of a text: their starts, and their ends without the newline. */
  private record Lines(byte[] bytes, int[] starts, int[] ends) {
    int count() {
      return starts.length;
    }
  }

  private final Lines values;
  private final Map<PairedObject, Lines> sides = new EnumMap<>(PairedObject.class);

  /** Line of the last record, and the line before the next one. */
  private int line = UNPAIRED;

  /**
   * @param bytes hold the text of the values in {@code [0, length)}
   */
  public PairedRecords(byte[] bytes, int length) {
    values = lines(bytes, length);
  }

  /** Adds the text of an object beside the values. */
  public void add(PairedObject kind, byte[] bytes, int length) {
    sides.put(kind, lines(bytes, length));
  }

  private static Lines lines(byte[] bytes, int length) {
    int[] starts = new int[16];
    int[] ends = new int[16];
    int count = 0;
    for (int at = 0; at < length; ) {
      int end = ByteSearch.newline(bytes, at, length);
      if (!isBlank(bytes, at, end)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
          ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = at;
        ends[count++] = end;
      }
      at = end + 1;
    }
    return new Lines(bytes, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!JsonTokenizer.isBlank(bytes[at])) {
        return false;
      }
    }
    return true;
  }

  /** Begins with the first record again. */
  void start() {
    line = UNPAIRED;
  }

  /**
   * Moves to the line of a record; returns whether it is the line's first, and every object beside
   * the values has as many lines as these.
   *
   * @param kinds objects that must be there
   * @param start index of the record in the values, after those of the calls before
   */
  boolean moveTo(int start, Iterable<PairedObject> kinds) {
    int next = line;
    while (next + 1 < values.count() && values.starts[next + 1] <= start) {
      next++;
    }
    boolean first = next > line;
    line = next;
    for (PairedObject kind : kinds) {
      Lines side = sides.get(kind);
      if (side == null || side.count() != values.count()) {
        return false;
      }
    }
    return first;
  }

  byte[] bytes(PairedObject kind) {
    return lines(kind).bytes;
  }

  int start(PairedObject kind) {
    return lines(kind).starts[line];
  }

  int end(PairedObject kind) {
    return lines(kind).ends[line];
  }

  private Lines lines(PairedObject kind) {
    Lines lines = sides.get(kind);
    if (lines == null) {
      throw new IllegalStateException("no object of " + kind);
    }
    return lines;
  }
}
