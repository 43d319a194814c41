package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.SampleObject;
import dev.kcompact.testbed.sample.TableDay;

/** Where a record of a table stands. */
final class Places {
  private Places() {}

  /** As {@code <object key>#<line>}, which is also the key of its dead letter. */
  static String of(TableDay day, long record) {
    SampleObject object = day.object(day.objectOf(record));
    return object.key() + "#" + object.lineOf(record);
  }
}
