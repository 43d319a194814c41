package dev.kcompact.finalizer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.ledger.LedgerHandler;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.rollback.RollbackHandler;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.Emitted;
import dev.kcompact.finalizer.testing.MemoryLockTable;
import dev.kcompact.finalizer.testing.MemoryPartitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing and rollback, over a catalog in memory. */
class PublishHandlerTest {
  private static final String ORDERS = "test_sales.orders/2026-11-22";
  private static final Target FOREIGN = new Target("s3://lake/elsewhere/", Map.of("a", "b"));

  @TempDir Path tmp;
  private final MemoryPartitions catalog = new MemoryPartitions();
  private DayFixture day;

  @BeforeEach
  void makeDay() {
    day = DayFixture.inFolders(tmp);
    day.completeDay();
  }

  @Test
  void refusesAPlanWithoutWork() {
    RunRef run = RunRef.of(DayFixture.DAY, 7);
    new RunDocuments(day.lake, run)
        .write(
            PlanDocument.NAME,
            new PlanDocument(1, run.date(), run.run(), List.of(), List.of(), List.of()));

    assertThatThrownBy(() -> publish(run))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageStartingWith("The plan has no work unit: ");
  }

  @Test
  void pointsAtTheRunsLocationsAndSaysWhoDid() {
    RunRef run = finalized(7);

    assertThat(publish(run).status()).isEqualTo(PublishHandler.Answer.Status.PUBLISHED);

    assertThat(catalog.partitions.keySet())
        .containsExactlyInAnyOrder(
            ORDERS,
            "test_sales.paid_orders/2026-11-22",
            "test_finance.payments/2026-11-22",
            "test_ledger.orders/2026-11-22",
            "test_ledger.payments/2026-11-22");
    Target target = catalog.partitions.get(ORDERS);
    assertThat(target.location())
        .endsWith("lake/processed/sales/orders/dt=2026-11-22/run=20261122-0000000007/");
    assertThat(target.parameters())
        .containsEntry("kcompact.run", run.run())
        .containsEntry("kcompact.token", "7")
        .containsEntry("kcompact.rows", "2")
        .hasEntrySatisfying("kcompact.lineage", digest -> assertThat(digest).hasSize(64));
  }

  @Test
  void measuresTheQuarantineOfEachTableAndWhatBecameOfTheDay() {
    RunRef run = finalized(7);

    Emitted published = Emitted.by(() -> publish(run));

    assertThat(published.value("PublishedPartitions")).isEqualTo(5);
    assertThat(published.value("RejectedTables")).isZero();
    assertThat(published.value("QuarantinedPercent")).as("2 of 5 orders").isEqualTo(40);

    RunRef next = finalized(8);
    catalog.tables.put(
        "test_sales.orders", new TableShape("x", List.of(new Column("customer", "string"))));
    Emitted rejected = Emitted.by(() -> publish(next));
    assertThat(rejected.value("PublishedPartitions")).isZero();
    assertThat(rejected.value("RejectedTables")).isEqualTo(1);
  }

  @Test
  void aRepeatedCallKeepsWhatWasRecordedFirst() {
    catalog.partitions.put(ORDERS, FOREIGN);
    RunRef run = finalized(7);
    publish(run);
    publish(run);

    assertThat(rollback(run).tables()).containsExactly("orders", "paid_orders", "payments");
    assertThat(catalog.partitions).containsExactly(Map.entry(ORDERS, FOREIGN));
  }

  @Test
  void aCrashBetweenTwoPartitionsIsRolledBackExactly() {
    catalog.partitions.put(ORDERS, FOREIGN);
    RunRef run = finalized(7);
    catalog.changesLeft = 2;

    assertThatThrownBy(() -> publish(run)).isInstanceOf(RetryableException.class);
    catalog.changesLeft = Integer.MAX_VALUE;

    assertThat(rollback(run).status()).isEqualTo(RollbackHandler.Answer.Status.ROLLED_BACK);
    assertThat(catalog.partitions).containsExactly(Map.entry(ORDERS, FOREIGN));
  }

  @Test
  void aCrashDuringARollbackIsCompletedWithTheSameAnswer() {
    RunRef run = finalized(7);
    publish(run);
    catalog.changesLeft = 1;
    assertThatThrownBy(() -> rollback(run)).isInstanceOf(RetryableException.class);
    catalog.changesLeft = Integer.MAX_VALUE;

    RollbackHandler.Answer again = rollback(run);

    assertThat(again.tables()).containsExactly("orders", "paid_orders", "payments");
    assertThat(rollback(run)).isEqualTo(again);
    assertThat(catalog.partitions).isEmpty();
  }

  @Test
  void anInterruptedRollbackIsCompletedBeforeTheNextRunIsPublished() {
    RunRef first = finalized(7);
    publish(first);
    RunRef second = finalized(8);
    publish(second);
    catalog.changesLeft = 1;
    assertThatThrownBy(() -> rollback(second)).isInstanceOf(RetryableException.class);
    catalog.changesLeft = Integer.MAX_VALUE;
    RunRef third = finalized(9);
    publish(third);

    rollback(third);

    assertThat(catalog.partitions.values())
        .isNotEmpty()
        .allSatisfy(target -> assertThat(target.location()).contains("run=" + first.run()));
  }

  @Test
  void aRollbackLeavesALaterRunAlone() {
    RunRef first = finalized(7);
    publish(first);
    RunRef second = finalized(8);
    publish(second);

    assertThatThrownBy(
            () ->
                new RollbackHandler(day.lake, MemoryLockTable.held(DayFixture.DAY, 8), catalog)
                    .handle(request(first), () -> Duration.ofMinutes(1)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("This run no longer holds the lock");
    assertThat(rollback(second).status()).isEqualTo(RollbackHandler.Answer.Status.ROLLED_BACK);
    assertThat(catalog.partitions.get(ORDERS).location()).contains("run=" + first.run());
  }

  @Test
  void refusesAStaleToken() {
    RunRef run = finalized(7);

    assertThatThrownBy(() -> publish(run, MemoryLockTable.held(DayFixture.DAY, 8)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("its token is 8, this run's is 7");
    assertThat(catalog.partitions).isEmpty();
  }

  @Test
  void refusesAPartitionOfALaterRun() {
    publish(finalized(9));
    RunRef stale = finalized(7);

    assertThatThrownBy(() -> publish(stale))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("was published by a later run: its token is 9, this run's is 7");
  }

  @Test
  void rejectsAnIncompatibleSchemaAndShowsTheDifference() {
    RunRef run = finalized(7);
    catalog.tables.put(
        "test_sales.orders", new TableShape("x", List.of(new Column("customer", "string"))));

    PublishHandler.Answer answer = publish(run);

    assertThat(answer.status()).isEqualTo(PublishHandler.Answer.Status.REJECTED);
    assertThat(answer.reason()).contains("customer cannot change from string to bigint");
    assertThat(catalog.partitions).isEmpty();
    assertThat(day.lake.text(run.key("rejection.json"))).isPresent();
  }

  @Test
  void evolvesATableByItsNewColumns() {
    catalog.tables.put(
        "test_finance.payments", new TableShape("x", List.of(new Column("payment_id", "bigint"))));

    publish(finalized(7));

    assertThat(catalog.tables.get("test_finance.payments").columns())
        .extracting(Column::name)
        .containsExactly("payment_id", "order_id", "paid");
  }

  @Test
  void aPublishThatOutlivesARollbackRevertsItsChanges() {
    catalog.partitions.put(ORDERS, FOREIGN);
    RunRef run = finalized(7);
    catalog.afterChange = () -> rollback(run);

    assertThatThrownBy(() -> publish(run))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("is rolled back; it publishes nothing more");

    assertThat(catalog.partitions).containsExactly(Map.entry(ORDERS, FOREIGN));
    assertThatThrownBy(() -> publish(run)).isInstanceOf(NonRetryableException.class);
    assertThat(catalog.partitions).containsExactly(Map.entry(ORDERS, FOREIGN));
  }

  @Test
  void neverChangesAPartitionOfALaterRun() {
    RunRef run = finalized(7);
    Target later = new Target("s3://lake/later/", Map.of("kcompact.token", "9"));
    catalog.afterChange =
        () -> catalog.partitions.keySet().forEach(key -> catalog.partitions.put(key, later));
    catalog.partitions.put("test_finance.payments/2026-11-22", FOREIGN);
    catalog.partitions.put("test_sales.paid_orders/2026-11-22", FOREIGN);

    assertThatThrownBy(() -> publish(run))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("was published by a later run: its token is 9, this run's is 7");

    assertThat(catalog.partitions.values()).containsOnly(later);
  }

  @Test
  void keepsTheBrokenRulesWithTheirSamples() {
    publish(finalized(7));

    String checks = day.lake.text(RunRef.of(DayFixture.DAY, 7).key("checks.json")).orElseThrow();
    assertThat(checks)
        .contains("\"rule\":\"pattern:/order_id\"", "\"severity\":\"REJECT\"")
        .contains("[\"topics/orders/dt=2026-11-22/orders+0+0000000003.json#0\"]")
        .doesNotContain("\"bad\"");
  }

  @Test
  void rejectsADayWhoseFileHasOtherRowsThanItWasWrittenWith() {
    RunRef run = finalized(7);
    String results = "_kcompact/runs/2026-11-22/" + run.run() + "/results/";
    String key =
        day.lake.list(results).stream()
            .map(StoredObject::key)
            .filter(each -> each.contains("payments") && each.endsWith(".json"))
            .findFirst()
            .orElseThrow();
    String result = day.lake.text(key).orElseThrow();
    day.lake.put(
        key, result.replace("\"rowsOut\":2", "\"rowsOut\":3").replace("\"rows\":2", "\"rows\":3"));

    assertThat(publish(run).reason())
        .contains("payments: rows accounted for", "payments: rows read again in file");
  }

  @Test
  void removesWhatAnUnfinishedAttemptLeft() {
    RunRef run = finalized(7);
    String stray =
        "processed/sales/orders/dt=2026-11-22/run=" + run.run() + "/part-s-0000-dead-0000.parquet";
    day.lake.put(stray, "half a file");

    publish(run);

    assertThat(day.lake.list(stray)).isEmpty();
  }

  @Test
  void rejectsADayWhoseFileIsDeleted() {
    RunRef run = finalized(7);
    String key = day.lake.list("processed/finance/payments/").get(0).key();
    day.lake.delete(List.of(key));

    assertThat(publish(run).reason()).startsWith("payments: file " + key).endsWith("found no file");
  }

  private RunRef finalized(long token) {
    RunRef run = RunRef.of(DayFixture.DAY, token);
    new PlanHandler(day.settings)
        .handle(
            new PlanHandler.Request(run.date(), run.run(), token, 0, 1, 1, null, null),
            () -> Duration.ofMinutes(15));
    for (String unit : List.of("s-0000", "d-0000")) {
      new FinalizeHandler(day.settings)
          .handle(
              new FinalizeHandler.Request(run.date(), run.run(), token, unit, null),
              () -> Duration.ofMinutes(15));
    }
    new LedgerHandler(day.settings)
        .handle(
            new LedgerHandler.Request(run.date(), run.run(), token), () -> Duration.ofMinutes(15));
    return run;
  }

  private PublishHandler.Answer publish(RunRef run) {
    return publish(run, MemoryLockTable.held(DayFixture.DAY, run.token()));
  }

  private PublishHandler.Answer publish(RunRef run, MemoryLockTable locks) {
    return new PublishHandler(day.settings, locks, catalog)
        .handle(
            new PublishHandler.Request(run.date(), run.run(), run.token()),
            () -> Duration.ofMinutes(15));
  }

  private RollbackHandler.Answer rollback(RunRef run) {
    return new RollbackHandler(day.lake, MemoryLockTable.held(DayFixture.DAY, run.token()), catalog)
        .handle(request(run), () -> Duration.ofMinutes(15));
  }

  private static RollbackHandler.Request request(RunRef run) {
    return new RollbackHandler.Request(run.date(), run.run(), run.token(), null);
  }
}
