package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.json.RecordBytes;
import java.util.Arrays;

/**
 * Names of the objects in the current record, in one hash table for all objects, cleared in
 * constant time. Names are not copied.
 */
final class NameSet {
  private static final int FIRST = 64;
  private static final int RETAINED = 1 << 12;

  /** Random, so that nobody can prepare records whose names all collide. */
  private static final long SEED = System.nanoTime() | 1;

  private final RecordBytes record;
  private int[] objects = new int[FIRST];
  private int[] starts = new int[FIRST];
  private int[] lengths = new int[FIRST];
  private int used;

  /** Objects of this record have greater numbers; slots of lower numbers are free. */
  private int before;

  private int last;

  NameSet(RecordBytes record) {
    this.record = record;
  }

  void clear() {
    used = 0;
    if (objects.length > RETAINED || last > Integer.MAX_VALUE / 2) {
      objects = new int[FIRST];
      starts = new int[FIRST];
      lengths = new int[FIRST];
      last = 0;
    }
    before = last;
  }

  /** A new object's number. */
  int newObject() {
    return ++last;
  }

  /** Adds a name to an object; returns false if the object has it already. */
  boolean add(int object, int start, int length) {
    if (used * 2 >= objects.length) {
      grow();
    }
    int slot = slot(object, start, length);
    if (objects[slot] > before) {
      return false;
    }
    put(slot, object, start, length);
    used++;
    return true;
  }

  /** Slot of that name, or the free slot for it. */
  private int slot(int object, int start, int length) {
    int mask = objects.length - 1;
    int slot = hash(object, start, length) & mask;
    while (objects[slot] > before && !isAt(slot, object, start, length)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isAt(int slot, int object, int start, int length) {
    if (objects[slot] != object || lengths[slot] != length) {
      return false;
    }
    int offset = RecordBytes.offsetOf(start);
    int known = RecordBytes.offsetOf(starts[slot]);
    return Arrays.equals(
        record.bufferOf(start),
        offset,
        offset + length,
        record.bufferOf(starts[slot]),
        known,
        known + length);
  }

  private int hash(int object, int start, int length) {
    byte[] buffer = record.bufferOf(start);
    int offset = RecordBytes.offsetOf(start);
    long hash = SEED + object;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ buffer[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ hash >>> 32);
  }

  private void put(int slot, int object, int start, int length) {
    objects[slot] = object;
    starts[slot] = start;
    lengths[slot] = length;
  }

  private void grow() {
    int[] oldObjects = objects;
    int[] oldStarts = starts;
    int[] oldLengths = lengths;
    objects = new int[oldObjects.length * 2];
    starts = new int[objects.length];
    lengths = new int[objects.length];
    for (int i = 0; i < oldObjects.length; i++) {
      if (oldObjects[i] > before) {
        int slot = slot(oldObjects[i], oldStarts[i], oldLengths[i]);
        put(slot, oldObjects[i], oldStarts[i], oldLengths[i]);
      }
    }
  }
}
