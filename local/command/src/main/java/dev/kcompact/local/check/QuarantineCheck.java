package dev.kcompact.local.check;

import dev.kcompact.local.check.Difference.Kind;
import dev.kcompact.local.check.LakeFiles.StoredFile;
import dev.kcompact.local.sample.Fate;
import dev.kcompact.local.sample.TableDay;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The quarantine of a table's day holds each corrupt and each invalid record once, and no other.
 */
final class QuarantineCheck {
  private final TableDay day;
  private final BitSet seen;
  private final Findings findings;

  QuarantineCheck(TableDay day) {
    this.day = day;
    this.seen = new BitSet(Math.toIntExact(day.records()));
    this.findings = new Findings("quarantine " + day.table());
  }

  CheckResult run(DuckDb duckDb, List<StoredFile> files) throws IOException {
    for (StoredFile file : files) {
      duckDb.read(
          file,
          "coalesce(_partition, -1), coalesce(_file_offset, -1), coalesce(_line, -1), split_part(_corrupt_reason, ':', 1)",
          row -> row(file, row));
    }
    for (long record = 0; record < day.records(); record++) {
      if (!(day.fate(record) instanceof Fate.Good) && !seen.get((int) record)) {
        findings.add(Kind.MISSING, Places.of(day, record), fate(record));
      }
    }
    return findings.result();
  }

  private void row(StoredFile file, ResultSet row) throws SQLException {
    findings.compared();
    int line = row.getInt(3);
    OptionalInt object = day.find(row.getInt(1), row.getLong(2));
    if (object.isEmpty() || line < 0 || line >= day.object(object.getAsInt()).records()) {
      findings.add(
          Kind.UNEXPECTED,
          file.key(),
          "partition " + row.getInt(1) + ", offset " + row.getLong(2) + "#" + line);
      return;
    }
    long record = day.object(object.getAsInt()).firstRecord() + line;
    if (seen.get((int) record)) {
      findings.add(Kind.DOUBLED, Places.of(day, record), "");
      return;
    }
    seen.set((int) record);
    String found = row.getString(4) == null ? "invalid" : row.getString(4);
    if (day.fate(record) instanceof Fate.Good) {
      findings.add(Kind.UNEXPECTED, Places.of(day, record), "a good record, found " + found);
    } else if (!fate(record).equals(found)) {
      findings.add(
          Kind.WRONG_REASON,
          Places.of(day, record),
          "expected " + fate(record) + ", found " + found);
    }
  }

  private String fate(long record) {
    return day.fate(record) instanceof Fate.Corrupt corrupt ? corrupt.kind().code() : "invalid";
  }
}
