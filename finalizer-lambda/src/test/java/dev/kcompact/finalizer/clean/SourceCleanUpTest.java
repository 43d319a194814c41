package dev.kcompact.finalizer.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.clean.CleanHandler.Answer.Status;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.PublishedDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted and kept raw objects, over folders and a catalog in memory. */
class SourceCleanUpTest {
  private static final TimeLeft AMPLE = () -> Duration.ofMinutes(15);
  private static final TimeLeft SHORT = () -> Duration.ofSeconds(1);
  private static final Instant NEXT_DAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant DUE = NEXT_DAY.plus(Duration.ofDays(10));
  private static final String ORDERS = "topics/orders/dt=2026-11-22/";
  private static final String FIRST = ORDERS + "orders+0+0000000000.json";
  private static final String SECOND = ORDERS + "orders+0+0000000003.json";

  @TempDir Path tmp;
  private PublishedDay published;
  private DayFixture day;

  @BeforeEach
  void makeDay() {
    published = new PublishedDay(tmp);
    published.define("orders", "clean-up: { action: delete, after: 10d }\n");
    day = published.day;
    day.completeDay();
  }

  @Test
  void deletesWhatTheLedgerCoversAndNothingOfOtherTables() {
    published.publish(7);

    Progress done = clean(DUE).progress();

    assertThat(done.days()).isEqualTo(1);
    assertThat(done.objects()).isEqualTo(2);
    assertThat(done.bytes()).isPositive();
    assertThat(day.source.list(ORDERS)).isEmpty();
    assertThat(day.source.list("topics/payments/")).hasSize(1);
  }

  @Test
  void deletesKeysWithoutADayThatAreFiledUnderTheDay() throws IOException {
    String undated = "topics/orders/orders+0+0000000011.json";
    day.source.put(undated, "{}");
    Files.setLastModifiedTime(
        day.source.root().toPath().resolve(undated),
        FileTime.from(Instant.parse("2026-11-22T10:00:00Z")));
    day.compact(
        "orders",
        "undated.parquet",
        day.source.list(undated),
        DayFixture.order("O-3", "1.00", 11, 0));
    published.publish(7);

    Progress done = clean(DUE).progress();

    assertThat(done.objects()).isEqualTo(3);
    assertThat(done.left()).isZero();
    assertThat(day.source.list("topics/orders/")).isEmpty();
  }

  @Test
  void leavesSideFilesAndDoesNotCountThem() {
    day.source.put(ORDERS + "orders+0+0000000000.keys.json", "{}");
    published.publish(7);

    Progress done = clean(DUE).progress();

    assertThat(done.objects()).isEqualTo(2);
    assertThat(done.left()).isZero();
    assertThat(day.source.list(ORDERS))
        .extracting(StoredObject::key)
        .containsExactly(ORDERS + "orders+0+0000000000.keys.json");
  }

  @Test
  void leavesEverythingUntilTheRetentionIsOver() {
    published.publish(7);

    assertThat(clean(DUE.minusSeconds(1)).progress()).isEqualTo(Progress.NONE);
    assertThat(day.source.list(ORDERS)).hasSize(2);
  }

  @Test
  void leavesEverythingWhereTheDefinitionAsksForNothing() {
    published.define("orders", "");
    published.publish(7);

    assertThat(clean(DUE.plus(Duration.ofDays(1000))).progress().objects()).isZero();
    assertThat(day.source.list(ORDERS)).hasSize(2);
  }

  @Test
  void leavesWhatHasArrivedOrChangedSince() {
    published.publish(7);
    day.source.put(SECOND, "{\"offset\": 4}");
    day.raw("orders", 9);

    Progress done = clean(DUE).progress();

    assertThat(done.objects()).isEqualTo(1);
    assertThat(done.left()).isEqualTo(2);
    assertThat(day.source.list(ORDERS))
        .extracting(StoredObject::key)
        .containsExactly(SECOND, ORDERS + "orders+0+0000000009.json");
  }

  @Test
  void reportsInADryRunWhatItWouldDo() {
    published.publish(7);
    List<StoredObject> before = day.lake.list("");

    CleanHandler.Answer answer = clean(DUE, true, AMPLE, null);

    assertThat(answer.status()).isEqualTo(Status.DONE);
    assertThat(answer.progress().objects()).isEqualTo(2);
    assertThat(day.source.list(ORDERS)).hasSize(2);
    assertThat(day.lake.list("")).isEqualTo(before);
  }

  @Test
  void isDoneOnceForARun() {
    published.publish(7);
    clean(DUE);

    assertThat(clean(DUE).progress().days()).isZero();
  }

  @Test
  void cleansUpAgainWhatALaterRunHasFinalized() {
    published.publish(7);
    clean(DUE);
    day.compact("orders", "late.parquet", day.raw("orders", 9), DayFixture.order("O-9", "1", 9, 0));
    published.publish(8);

    assertThat(clean(DUE).progress().objects()).isEqualTo(1);
    assertThat(day.source.list(ORDERS)).isEmpty();
    assertThat(published.plan(9).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
  }

  @Test
  @Tag("full")
  void goesOnWhereTimeRanShort() {
    day.compact("orders", "many.parquet", day.raw("orders", LongStream.range(100, 1200).toArray()));
    published.publish(7);

    CleanHandler.Answer first = clean(DUE, false, SHORT, null);

    assertThat(first.status()).isEqualTo(Status.CONTINUE);
    assertThat(first.progress().objects()).isEqualTo(1000);
    assertThat(day.source.list(ORDERS)).hasSize(102);
    CleanHandler.Answer second = clean(DUE, false, SHORT, first.progress());
    assertThat(second.progress().objects()).isEqualTo(1102);
    assertThat(second.progress().days()).isEqualTo(1);
    assertThat(day.source.list(ORDERS)).isEmpty();
  }

  @Test
  void refusesADayWithoutPublishedLedger() {
    published.prepare(7);

    assertRefused("orders of 2026-11-22: no run is published completely, with its ledger");
  }

  @Test
  void refusesADayWhoseRowsAreOfAnotherRunThanItsLedger() {
    published.publish(7);
    published.catalog.partitions.put(
        "test_sales.orders/2026-11-22", new Target("x", Map.of("kcompact.run", "another")));

    assertRefused("orders of 2026-11-22: no run is published completely, with its ledger");
  }

  /** Nothing was compared, so the day is neither proven nor done. */
  @Test
  void refusesADayOfWhoseObjectsNoEntityTagIsKnown() throws Exception {
    RunRef run = published.publish(7);
    String key = LakeLayout.ledger("orders", run.date(), run.run()) + "part-0000.parquet";
    Path ledger = day.downloaded(List.of(key)).get(0);
    Path without = tmp.resolve("without.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * REPLACE (NULL::VARCHAR AS etag) FROM '%s') TO '%s'"
              .formatted(ledger, without));
    }
    day.lake.upload(without, key);

    assertRefused("orders of 2026-11-22: its ledger has the entity tag of none of its 2 objects");

    day.lake.upload(ledger, key);
    assertThat(clean(DUE).progress().objects()).isEqualTo(2);
  }

  /** An expired day has nothing left to remove. */
  @Test
  void isDoneWhereNoObjectIsLeft() throws Exception {
    published.publish(7);
    day.source.delete(List.of(FIRST, SECOND));

    Progress done = clean(DUE).progress();

    assertThat(done.refused()).isEmpty();
    assertThat(done.days()).isEqualTo(1);
  }

  @Test
  void refusesADayWhoseCompactedFileIsDeleted() {
    published.publish(7);
    loseCompactedFile();

    assertRefused(
        "orders of 2026-11-22: the compacted files do not prove its ledger (2 missing, 0 duplicated,"
            + " 0 changed)");
  }

  @Test
  void aCleanedDayIsProvenAndFinalizedFromItsLedger() throws Exception {
    RunRef first = published.publish(7);
    clean(DUE);

    assertThat(published.plan(8).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    RunRef second = published.publish(8);

    String known = "SELECT object, etag, size, written_at, first_seen, rows FROM files ORDER BY 1";
    assertThat(ledger(second, known)).isEqualTo(ledger(first, known)).hasSize(2);
  }

  @Test
  void aCleanedDayThatHasLostACompactedFileIsNotComplete() {
    published.publish(7);
    clean(DUE);
    loseCompactedFile();

    PlanHandler.Answer plan = published.plan(8);

    assertThat(plan.status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
    assertThat(plan.reason()).startsWith("orders: 2 missing (" + FIRST + ", " + SECOND + ")");
  }

  private void assertRefused(String reason) {
    Progress done = clean(DUE).progress();
    assertThat(done.refused()).containsExactly(reason);
    assertThat(done.objects()).isZero();
    assertThat(day.source.list(ORDERS)).hasSize(2);
  }

  private void loseCompactedFile() {
    day.lake.delete(
        day.lake.list(LakeLayout.compacted("orders", DayFixture.DAY)).stream()
            .map(StoredObject::key)
            .toList());
  }

  private CleanHandler.Answer clean(Instant now) {
    return clean(now, false, AMPLE, null);
  }

  private CleanHandler.Answer clean(
      Instant now,
      boolean dryRun,
      TimeLeft timeLeft,
      @org.jspecify.annotations.Nullable Progress progress) {
    return new CleanHandler(day.settings, published.catalog, () -> now)
        .handle(new CleanHandler.Request(dryRun, progress), timeLeft);
  }

  private List<List<String>> ledger(RunRef run, String query) throws Exception {
    String file = LakeLayout.ledger("orders", run.date(), run.run()) + "part-0000.parquet";
    return ParquetFile.query(day.downloaded(List.of(file)), query);
  }
}
