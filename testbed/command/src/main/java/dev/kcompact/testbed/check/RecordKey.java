package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.SampleObject;
import dev.kcompact.testbed.sample.TableDay;

/** The key of a record: its object and line. */
final class RecordKey {
  private RecordKey() {}

  /** Returns {@code <object key>#<line>}, which is also the key of its dead letter. */
  static String of(TableDay day, long record) {
    SampleObject object = day.object(day.objectOf(record));
    return object.key() + "#" + object.lineOf(record);
  }
}
