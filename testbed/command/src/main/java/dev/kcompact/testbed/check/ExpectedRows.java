package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.Difference.Kind;
import java.util.BitSet;
import java.util.function.LongFunction;

/**
 * The expected rows of a table: for each key, the row's fingerprint and its record's number. Uses
 * open addressing in plain arrays, about 50 bytes per row. Not thread-safe.
 */
final class ExpectedRows {
  private long[] keys;
  private long[] highs;
  private long[] lows;
  private long[] records;
  private BitSet used;
  private BitSet seen;
  private int size;

  ExpectedRows(long capacity) {
    int slots = Integer.highestOneBit((int) Math.min(1 << 29, Math.max(16, capacity * 2)));
    allocate(slots * 2);
  }

  private void allocate(int slots) {
    keys = new long[slots];
    highs = new long[slots];
    lows = new long[slots];
    records = new long[slots];
    used = new BitSet(slots);
    seen = new BitSet(slots);
  }

  int size() {
    return size;
  }

  /**
   * @throws IllegalStateException if the key exists, which is an error in the computation
   */
  void add(String keyText, String rowText, long record) {
    long key = Fingerprint.of(keyText).high();
    int slot = slot(key);
    if (used.get(slot)) {
      throw new IllegalStateException(
          "two expected rows have one key: records " + records[slot] + " and " + record);
    }
    if (++size * 4L > keys.length * 3L) {
      throw new IllegalStateException("more rows than were planned for: " + size);
    }
    Fingerprint row = Fingerprint.of(rowText);
    used.set(slot);
    keys[slot] = key;
    highs[slot] = row.high();
    lows[slot] = row.low();
    records[slot] = record;
  }

  /** Compares an actual row of the file {@code where}; {@code place} returns a record's place. */
  void found(
      Fingerprint key,
      Fingerprint row,
      String where,
      DifferenceCollector differences,
      LongFunction<String> place) {
    differences.compared();
    int slot = slot(key.high());
    if (!used.get(slot)) {
      differences.add(
          Kind.UNEXPECTED,
          where,
          "a row whose key's fingerprint is " + Long.toHexString(key.high()));
    } else if (seen.get(slot)) {
      differences.add(Kind.DUPLICATED, place.apply(records[slot]), "");
    } else {
      seen.set(slot);
      if (highs[slot] != row.high() || lows[slot] != row.low()) {
        differences.add(Kind.CHANGED, place.apply(records[slot]), "");
      }
    }
  }

  /** Reports every row that was not found. */
  void finish(DifferenceCollector differences, LongFunction<String> place) {
    for (int slot = used.nextSetBit(0); slot >= 0; slot = used.nextSetBit(slot + 1)) {
      if (!seen.get(slot)) {
        differences.add(Kind.MISSING, place.apply(records[slot]), "");
      }
    }
  }

  private int slot(long key) {
    int slot = (int) (key >>> 32) & (keys.length - 1);
    while (used.get(slot) && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
