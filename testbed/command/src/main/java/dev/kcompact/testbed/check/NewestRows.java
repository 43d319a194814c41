package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleObject;
import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is left of a table's day without the corrupt and invalid records, when each key's newest
 * remains, with the counts of what went. Keeps 8 bytes a record. Immutable.
 */
final class NewestRows {
  private static final long NONE = -1;

  /** Takes one remaining record. */
  @FunctionalInterface
  interface Taker {
    void take(long record, SampleRecord content) throws IOException;
  }

  private final TableDay day;

  /** By identity, the number of the newest good record that carries its key. */
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

  /** Remaining rows. */
  long rows() {
    return rows;
  }

  long corrupt() {
    return corrupt;
  }

  long invalid() {
    return invalid;
  }

  /** Good records that a newer one replaced. */
  long duplicates() {
    return day.records() - corrupt - invalid - rows;
  }

  /** Hands over every remaining record, object by object. */
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
