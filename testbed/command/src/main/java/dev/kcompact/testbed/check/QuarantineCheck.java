package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.Fate.Invalid;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Checks that the quarantine of a table's day has each corrupt and each invalid record once, with
 * its reason, and no other record.
 */
final class QuarantineCheck {
  private static final String COLUMNS =
      "coalesce(kafka_partition, -1), coalesce(file_offset, -1), coalesce(line, -1),"
          + " coalesce(kind, ''), coalesce(reason, ''), coalesce(object, ''), record";

  private final TableDay day;
  private final BitSet seen;
  private final DifferenceCollector differences;

  QuarantineCheck(TableDay day) {
    this.day = day;
    this.seen = new BitSet(Math.toIntExact(day.records()));
    this.differences = new DifferenceCollector("quarantine " + day.table());
  }

  CheckResult run(DuckDb duckDb, List<StoredFile> files) throws IOException {
    for (StoredFile file : files) {
      duckDb.read(file, COLUMNS, row -> row(file, row));
    }
    for (long record = 0; record < day.records(); record++) {
      if (!(day.fate(record) instanceof Fate.Good) && !seen.get((int) record)) {
        differences.add(Kind.MISSING, day.key(record), "");
      }
    }
    return differences.result();
  }

  private void row(StoredFile file, ResultSet row) throws SQLException {
    differences.compared();
    int line = row.getInt(3);
    OptionalInt object = day.find(row.getInt(1), row.getLong(2));
    if (object.isEmpty() || line < 0 || line >= day.object(object.getAsInt()).records()) {
      String place = "partition " + row.getInt(1) + ", offset " + row.getLong(2) + "#" + line;
      differences.add(Kind.UNEXPECTED, file.key(), place);
      return;
    }
    long record = day.object(object.getAsInt()).firstRecord() + line;
    String place = day.key(record);
    if (seen.get((int) record)) {
      differences.add(Kind.DUPLICATED, place, "");
      return;
    }
    seen.set((int) record);
    reason(record, place, row.getString(4), row.getString(5));
    if (!place.equals(row.getString(6) + "#" + line)) {
      differences.add(Kind.CHANGED, place, "it names another object");
    }
    text(record, place, object.getAsInt(), row.getString(7));
  }

  private void reason(long record, String place, String kind, String reason) {
    Fate fate = day.fate(record);
    if (fate instanceof Corrupt corrupt) {
      if (!kind.equals("corrupt") || !Reasons.code(reason).equals(corrupt.kind().code())) {
        wrong(place, Reasons.expected(corrupt), kind, reason);
      }
    } else if (fate instanceof Invalid invalid) {
      if (!kind.equals("invalid") || !Reasons.names(invalid, reason)) {
        wrong(place, invalid.rule(), kind, reason);
      }
    } else {
      differences.add(Kind.UNEXPECTED, place, "a good record: " + kind + " for " + reason);
    }
  }

  private void wrong(String place, String expected, String kind, String reason) {
    String detail = "expected " + expected + ", found " + kind + " for " + reason;
    differences.add(Kind.WRONG_REASON, place, detail);
  }

  /** A corrupt record's text is verbatim; an invalid record's is generated from its columns. */
  private void text(
      long record, String place, int object, @org.jspecify.annotations.Nullable String found) {
    boolean corrupt = day.fate(record) instanceof Corrupt;
    boolean right =
        corrupt
            ? Reasons.rawText(day.record(object, record).json()).equals(found)
            : found != null && found.startsWith("{");
    if (!right) {
      differences.add(Kind.CHANGED, place, "its text differs from the record");
    }
  }
}
