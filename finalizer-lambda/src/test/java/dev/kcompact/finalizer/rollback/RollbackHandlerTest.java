package dev.kcompact.finalizer.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.rollback.RollbackHandler.Answer.Status;
import dev.kcompact.finalizer.rollback.RollbackHandler.Request.Scope;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.MemoryLockTable;
import dev.kcompact.finalizer.testing.MemoryPartitions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollback of a day on request, over a catalog in memory. */
class RollbackHandlerTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final List<String> TABLES = List.of("orders", "payments");

  @TempDir Path tmp;
  private final MemoryPartitions catalog = new MemoryPartitions();
  private ObjectStore lake;

  @BeforeEach
  void openLake() {
    lake = Stores.open(StorageLocation.ofFolder(tmp));
    TABLES.forEach(
        table ->
            catalog.create("db", table, new TableShape("x", List.of(new Column("id", "bigint")))));
  }

  @Test
  void goesBackToTheRunBefore() {
    published(7);
    published(9);

    RollbackHandler.Answer answer = rollback(10);

    assertThat(answer)
        .isEqualTo(
            new RollbackHandler.Answer(Status.ROLLED_BACK, TABLES, "20261122-0000000009", 9L));
    assertThat(runs()).containsOnly("20261122-0000000007");
    assertThat(rollback(11).token()).as("a second rollback goes further back").isEqualTo(7);
    assertThat(catalog.partitions).isEmpty();
    assertThat(rollback(12))
        .isEqualTo(new RollbackHandler.Answer(Status.NOTHING, List.of(), null, null));
  }

  @Test
  void aRepeatedCallRestoresNoEarlierRun() {
    published(7);
    published(9);
    catalog.changesLeft = 1;
    assertThatThrownBy(() -> rollback(10)).isInstanceOf(RetryableException.class);
    catalog.changesLeft = Integer.MAX_VALUE;

    RollbackHandler.Answer answer = rollback(10);

    assertThat(answer.tables()).isEqualTo(TABLES);
    assertThat(rollback(10)).isEqualTo(answer);
    assertThat(runs()).containsOnly("20261122-0000000007");
  }

  @Test
  void aRunThatChangedNothingIsPassedOver() {
    published(7);
    record(9);

    assertThat(rollback(10).token()).isEqualTo(7);
  }

  @Test
  void runsAreComparedByTheirTokens() {
    published(9_999_999_999L);
    published(10_000_000_000L);

    assertThat(rollback(10_000_000_001L).token()).isEqualTo(10_000_000_000L);
  }

  @Test
  void aPartitionThatSomebodyElseMovedIsLeftAlone() {
    published(7);
    Target foreign = new Target("s3://elsewhere/", Map.of());
    catalog.partitions.put("db.orders/" + DAY, foreign);

    assertThat(rollback(10).tables()).containsExactly("payments");
    assertThat(catalog.partitions).containsExactly(Map.entry("db.orders/" + DAY, foreign));
  }

  @Test
  void refusesAStaleToken() {
    published(7);

    assertThatThrownBy(
            () ->
                new RollbackHandler(lake, MemoryLockTable.held(DAY, 11), catalog)
                    .handle(request(10), () -> Duration.ofMinutes(1)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("its token is 11, this run's is 10");
    assertThat(runs()).containsOnly("20261122-0000000007");
  }

  private List<String> runs() {
    return catalog.partitions.values().stream()
        .map(target -> target.parameters().getOrDefault("kcompact.run", ""))
        .toList();
  }

  private void published(long token) {
    record(token)
        .forEach(
            change -> catalog.partitions.put("db." + change.table() + "/" + DAY, change.next()));
  }

  /** Records changes as Publish does before its first one. */
  private List<Change> record(long token) {
    RunRef run = RunRef.of(DAY, token);
    List<Change> changes = new ArrayList<>();
    for (String table : TABLES) {
      Target next =
          new Target("s3://lake/run=" + run.run() + "/", Map.of("kcompact.run", run.run()));
      Target previous = catalog.partition("db", table, DAY.toString()).orElse(null);
      changes.add(new Change(table, "db", DAY.toString(), previous, next));
    }
    new RunDocuments(lake, run)
        .write(PublishedDocument.NAME, new PublishedDocument(PublishedDocument.VERSION, changes));
    return changes;
  }

  private RollbackHandler.Answer rollback(long token) {
    return new RollbackHandler(lake, MemoryLockTable.held(DAY, token), catalog)
        .handle(request(token), () -> Duration.ofMinutes(1));
  }

  private static RollbackHandler.Request request(long token) {
    return new RollbackHandler.Request(DAY, RunRef.of(DAY, token).run(), token, Scope.DAY);
  }
}
