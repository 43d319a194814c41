package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleObject;
import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.io.IOException;
import java.util.Arrays;

/**
 * The newest record of each key of a table's day, without corrupt and invalid records, and the
 * counts of the excluded ones. Uses 8 bytes per record. Immutable.
 */
final class NewestRows {
  private static final long NONE = -1;

  @FunctionalInterface
  interface Taker {
    void take(long record, SampleRecord content) throws IOException;
  }

  private final TableDay day;

  /** The number of the newest good record with a key, indexed by identity. */
  private final long[] newest;

  private final long corrupt;
  private final long invalid;
  private final long rows;

  private NewestRows(TableDay day, long[] newest, long corrupt, long invalid) {
    this.day = day;
    this.newest = newest;
    this.corrupt = corrupt;
    this.invalid = invalid;
    this.rows = Arrays.stream(newest).filter(record -> record != NONE).count();
  }

  static NewestRows of(TableDay day) {
    long[] newest = new long[Math.toIntExact(day.records())];
    Arrays.fill(newest, NONE);
    long corrupt = 0;
    long invalid = 0;
    for (long record = 0; record < newest.length; record++) {
      Fate fate = day.fate(record);
      if (fate instanceof Fate.Corrupt) {
        corrupt++;
      } else if (fate instanceof Fate.Invalid) {
        invalid++;
      } else {
        int identity = (int) day.identity(record);
        newest[identity] = newer(day, newest[identity], record);
      }
    }
    return new NewestRows(day, newest, corrupt, invalid);
  }

  private static long newer(TableDay day, long held, long record) {
    if (held == NONE) {
      return record;
    }
    int order =
        day.compareRecency(
            day.recency(day.objectOf(held), held), day.recency(day.objectOf(record), record));
    return order > 0 ? held : record;
  }

  long rows() {
    return rows;
  }

  long corrupt() {
    return corrupt;
  }

  long invalid() {
    return invalid;
  }

  /** Good records that a newer record replaced. */
  long duplicates() {
    return day.records() - corrupt - invalid - rows;
  }

  /** Passes every remaining record to {@code taker}, object by object. */
  void forEach(Taker taker) throws IOException {
    for (int index = 0; index < day.objects(); index++) {
      SampleObject object = day.object(index);
      for (int line = 0; line < object.records(); line++) {
        long record = object.firstRecord() + line;
        if (day.fate(record) instanceof Fate.Good && newest[(int) day.identity(record)] == record) {
          taker.take(record, day.record(index, record));
        }
      }
    }
  }
}
