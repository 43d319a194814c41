package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.TableDay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
class CompactedCheckTest {
  private static final String TABLE = "orders";
  @TempDir private Path folder;
  private LakeFixture lake;
  private TableDay day;
  private List<List<String>> rows;

  @BeforeEach
  void prepare() throws Exception {
    lake = new LakeFixture(folder);
    day = lake.day.table(TABLE);
    rows = lake.compactedRows(TABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void holdsForEveryTable(String table) throws Exception {
    rows = lake.compactedRows(table);
    lake.writeCompacted(table, rows);
    assertThat(check(table)).isEqualTo(new Holds("compacted " + table, rows.size(), ""));
  }

  @Test
  void reportsAMissingRow() throws Exception {
    rows.remove(5);
    assertReported(Kind.MISSING, place(5), "");
  }

  @Test
  void reportsADuplicatedRowInTwoFiles() throws Exception {
    rows.add(rows.get(3));
    assertReported(Kind.DUPLICATED, place(3), "");
  }

  @Test
  void reportsARowOfNoObject() throws Exception {
    List<String> row = new ArrayList<>(rows.get(3));
    row.set(column("_file_offset"), "123");
    rows.add(row);
    assertReported(
        Kind.UNEXPECTED,
        lake.compactedKey(TABLE, 1),
        "partition " + row.get(column("_partition")) + ", offset 123#" + row.get(column("_line")));
  }

  @Test
  void reportsARowWithoutAPosition() throws Exception {
    List<String> row = new ArrayList<>(rows.get(3));
    row.set(column("_partition"), "NULL");
    rows.add(row);
    assertThat(spoiled().first()).extracting(Difference::kind).containsExactly(Kind.UNEXPECTED);
  }

  @Test
  void reportsAChangedValue() throws Exception {
    int record = first(r -> day.fate(r) instanceof Fate.Good);
    rows.get(record).set(dataColumn("total_amount"), "12345.67");
    assertReported(Kind.CHANGED, place(record), "values");
  }

  @Test
  void reportsAChangedNestedValue() throws Exception {
    int record = first(r -> day.fate(r) instanceof Fate.Good);
    int items = dataColumn("items");
    rows.get(record)
        .set(items, rows.get(record).get(items).replaceFirst("'SKU-[0-9]{6}'", "'SKU-000000x'"));
    assertReported(Kind.CHANGED, place(record), "values");
  }

  @Test
  void reportsALostUnknownField() throws Exception {
    int record = first(day::hasUnknownField);
    rows.get(record).set(column("_rescued"), "NULL");
    assertReported(Kind.CHANGED, place(record), "_rescued");
  }

  @Test
  void reportsAWrongReason() throws Exception {
    int record = first(r -> code(r).equals("malformed_json"));
    rows.get(record).set(column("_corrupt_reason"), "'wrong_type:/gift'");
    assertThat(spoiled().first())
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo(Kind.WRONG_REASON))
        .satisfies(d -> assertThat(d.detail()).startsWith("expected malformed_json ("))
        .satisfies(d -> assertThat(d.detail()).endsWith("found wrong_type"));
  }

  @Test
  void reportsABrokenRecordThatPassesForAGoodOne() throws Exception {
    int record = first(r -> !code(r).isEmpty());
    rows.get(record).set(column("_corrupt_reason"), "NULL");
    assertThat(spoiled().first()).extracting(Difference::kind).containsExactly(Kind.WRONG_REASON);
  }

  @Test
  void reportsAChangedRawText() throws Exception {
    int record = first(r -> code(r).equals("invalid_utf8"));
    rows.get(record).set(column("_corrupt_record"), "'base64:AAAA'");
    assertReported(Kind.CHANGED, place(record), "_corrupt_record");
  }

  @Test
  void reportsACorruptRowThatHasData() throws Exception {
    int record = first(r -> !code(r).isEmpty());
    rows.get(record).set(dataColumn("gift"), "true");
    assertReported(Kind.CHANGED, place(record), "a corrupt row has data");
  }

  @Test
  void keepsTheFirstDifferencesAndCountsAll() throws Exception {
    assertThat(((Differs) check(TABLE)))
        .satisfies(d -> assertThat(d.differences()).isEqualTo(rows.size()))
        .satisfies(d -> assertThat(d.first()).hasSize(20));
  }

  private void assertReported(Kind kind, String place, String detail) throws Exception {
    Differs differs = spoiled();
    assertThat(differs.first()).containsExactly(new Difference(kind, place, detail));
    assertThat(differs.differences()).isEqualTo(1);
  }

  private Differs spoiled() throws Exception {
    lake.writeCompacted(TABLE, rows);
    return (Differs) check(TABLE);
  }

  private CheckResult check(String table) throws Exception {
    try (DuckDb duckDb = lake.duckDb()) {
      return new CompactedCheck(lake.expected.table(table), lake.day.table(table))
          .run(lake.files, duckDb, LakeFixture.DATE);
    }
  }

  private String code(long record) {
    return day.fate(record) instanceof Fate.Corrupt corrupt ? corrupt.kind().code() : "";
  }

  private int first(LongPredicate wanted) {
    return (int) LongStream.range(0, day.records()).filter(wanted).findFirst().orElseThrow();
  }

  private String place(long record) {
    return day.key(record);
  }

  private int dataColumn(String name) {
    return lake.expected.table(TABLE).columns().fields().stream()
        .map(java.util.Map.Entry::getKey)
        .toList()
        .indexOf(name);
  }

  private int column(String added) {
    List<String> names =
        List.of(
            "_partition",
            "_file_offset",
            "_line",
            "_source_key",
            "_rescued",
            "_corrupt_record",
            "_corrupt_reason");
    return lake.expected.table(TABLE).columns().fields().size() + names.indexOf(added);
  }
}
