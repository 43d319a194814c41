package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * Checks that every record of a table's day is in exactly one compacted row: valid records with
 * their values, corrupt ones with their text and reason, and without data.
 */
final class CompactedCheck {
  private final DeclaredTable table;
  private final TableDay day;
  private final BitSet seen;
  private final DifferenceCollector differences;
  private final Fingerprint nothing;

  CompactedCheck(DeclaredTable table, TableDay day) {
    this.table = table;
    this.day = day;
    this.seen = new BitSet(Math.toIntExact(day.records()));
    this.differences = new DifferenceCollector("compacted " + table.name());
    this.nothing = Fingerprint.of("(" + "~".repeat(table.columns().fields().size()) + ")");
  }

  CheckResult run(LakeFiles lake, DuckDb duckDb, LocalDate date) throws IOException {
    for (StoredFile file : lake.parquet(directory(date))) {
      read(duckDb, file);
    }
    for (long record = nextMissing(0); record < day.records(); record = nextMissing(record + 1)) {
      differences.add(Kind.MISSING, day.key(record), "");
    }
    return differences.result();
  }

  /** The folder of the table's files. */
  String directory(LocalDate date) {
    return "compacted/" + table.name() + "/dt=" + date + "/";
  }

  TableDay day() {
    return day;
  }

  DifferenceCollector differences() {
    return differences;
  }

  /** The first record from this number on that no row contains. */
  long nextMissing(long record) {
    return seen.nextClearBit(Math.toIntExact(record));
  }

  /** Compares the rows of another file. */
  void read(DuckDb duckDb, StoredFile file) throws IOException {
    String select =
        "coalesce(_partition, -1), coalesce(_file_offset, -1), coalesce(_line, -1), split_part(_corrupt_reason, ':', 1), md5(_corrupt_record),"
            + " _rescued IS NOT NULL, md5("
            + CanonicalSql.ofRow(table)
            + ")";
    duckDb.read(file, select, row -> row(file, row));
  }

  private void row(StoredFile file, ResultSet row) throws SQLException {
    differences.compared();
    int partition = row.getInt(1);
    long offset = row.getLong(2);
    int line = row.getInt(3);
    OptionalInt object = day.find(partition, offset);
    if (object.isEmpty() || line < 0 || line >= day.object(object.getAsInt()).records()) {
      differences.add(
          Kind.UNEXPECTED,
          file.key(),
          "partition " + partition + ", offset " + offset + "#" + line);
      return;
    }
    long record = day.object(object.getAsInt()).firstRecord() + line;
    if (seen.get((int) record)) {
      differences.add(Kind.DUPLICATED, day.key(record), "");
      return;
    }
    seen.set((int) record);
    reason(record, row.getString(4));
    values(record, object.getAsInt(), row);
  }

  private void reason(long record, String found) {
    String reason = found == null ? "none" : found;
    Fate fate = day.fate(record);
    boolean right =
        fate instanceof Corrupt corrupt
            ? corrupt.kind().code().equals(reason)
            : reason.equals("none");
    if (!right) {
      String expected = fate instanceof Corrupt corrupt ? Reasons.expected(corrupt) : "none";
      differences.add(
          Kind.WRONG_REASON, day.key(record), "expected " + expected + ", found " + reason);
    }
  }

  private void values(long record, int object, ResultSet row) throws SQLException {
    SampleRecord content = day.record(object, record);
    boolean corrupt = day.fate(record) instanceof Corrupt;
    Fingerprint expected =
        corrupt ? nothing : Fingerprint.of(CanonicalText.of(table.columns(), content.row()));
    if (!expected.equals(Fingerprint.parse(row.getString(7)))) {
      differences.add(Kind.CHANGED, day.key(record), corrupt ? "a corrupt row has data" : "values");
    }
    String text = row.getString(5);
    if (corrupt != (text != null)
        || (text != null
            && !Fingerprint.of(Reasons.rawText(content.json())).equals(Fingerprint.parse(text)))) {
      differences.add(Kind.CHANGED, day.key(record), "_corrupt_record");
    }
    if (row.getBoolean(6) != day.hasUnknownField(record)) {
      differences.add(Kind.CHANGED, day.key(record), "_rescued");
    }
  }
}
