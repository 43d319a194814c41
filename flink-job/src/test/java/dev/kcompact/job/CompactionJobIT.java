package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real job on a real Flink cluster, checked by the set of (object, line). */
class CompactionJobIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  @TempDir Path folder;
  private RawFolder raw;
  private LakeOracle lake;

  @BeforeEach
  void setUp() {
    raw = new RawFolder(folder.resolve("raw"));
    lake = new LakeOracle(folder.resolve("lake"));
  }

  private LocalCluster cluster(String name) throws Exception {
    return new LocalCluster(
            folder.resolve(name),
            raw.uri(),
            folder.resolve("lake").toUri() + (Files.isDirectory(folder.resolve("lake")) ? "" : "/"),
            4)
        .property("poll-interval", "100ms")
        .property("discovery.sweep-interval", "500ms")
        .property("discovery.horizon-days", "3650")
        .property("group.max-wait", "200ms");
  }

  private void put(String table, int from, int to) {
    for (int i = from; i < to; i++) {
      raw.put(table, DAY, i % 3, (i / 3) * 20L, 20);
    }
  }

  private void assertNothingLostOrDuplicated() throws Exception {
    List<String> lines = lake.lines(false);
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(new HashSet<>(lines)).isEqualTo(raw.lines());
    assertThat(new HashSet<>(lake.lines(true))).isEqualTo(raw.corrupt());
    List<String> keys =
        lake.lineage().stream()
            .flatMap(file -> file.lineage().entries().stream())
            .map(entry -> entry.key())
            .toList();
    assertThat(keys).doesNotHaveDuplicates().hasSize(raw.objects());
  }

  private void awaitAllRows() {
    await("all rows are committed")
        .atMost(TIMEOUT)
        .until(() -> lake.lines(false).size() >= raw.lines().size());
  }

  @Test
  void aBoundedRunEndsWithOneFileATableAndDay() throws Exception {
    put("orders", 0, 300);
    put("payments", 0, 30);
    raw.putEmpty("orders", DAY, 0, 900_000);
    try (LocalCluster cluster = cluster("state")) {
      cluster.property("bounded", "true");
      cluster.await(cluster.submit(Tables.definitions("orders", "payments"), 2, null));
      assertNothingLostOrDuplicated();
      assertThat(lake.files()).hasSize(2);
      // Without state, the second run reads the lake and finds nothing to compact.
      cluster.await(cluster.submit(Tables.definitions("orders", "payments"), 2, null));
      assertThat(lake.files()).hasSize(2);
    }
  }

  @Test
  @Tag("full")
  void failedReadsLoseNothing() throws Exception {
    put("orders", 0, 60);
    try (LocalCluster cluster = cluster("state")) {
      cluster.property("group.max-raw-bytes", "12000").stores(new Unreliable());
      JobID job = cluster.submit(Tables.definitions("orders"), 2, null);
      for (int i = 60; i < 3_000 && Unreliable.FAILURES.get() < 6; i += 20) {
        put("orders", i, i + 20);
        int reads = Unreliable.READS.get();
        await("the job reads on").atMost(TIMEOUT).until(() -> Unreliable.READS.get() > reads);
      }
      awaitAllRows();
      cluster.cancel(job);
    }
    assertThat(Unreliable.FAILURES.get()).as("injected failures").isGreaterThan(5);
    assertNothingLostOrDuplicated();
  }

  @Test
  void stoppingRescalingAndLosingTheStateLoseNothing() throws Exception {
    put("orders", 0, 50);
    try (LocalCluster cluster = cluster("state")) {
      JobID first = cluster.submit(Tables.definitions("orders"), 1, null);
      awaitAllRows();
      String old = cluster.savepoint(first);
      put("orders", 50, 90);
      awaitAllRows();
      String stopped = cluster.stopWithSavepoint(first);
      put("orders", 90, 120);
      JobID rescaled = cluster.submit(Tables.definitions("orders"), 4, stopped);
      awaitAllRows();
      stopped = cluster.stopWithSavepoint(rescaled);
      put("orders", 180, 210);
      put("payments", 0, 30);
      // The restart reads the definition of a new table.
      JobID smaller = cluster.submit(Tables.definitions("orders", "payments"), 2, stopped);
      awaitAllRows();
      cluster.cancel(smaller);
      put("orders", 120, 150);
      JobID stateless = cluster.submit(Tables.definitions("orders", "payments"), 2, null);
      awaitAllRows();
      cluster.cancel(stateless);
      put("orders", 150, 180);
      JobID stale = cluster.submit(Tables.definitions("orders", "payments"), 2, old);
      awaitAllRows();
      cluster.stopWithSavepoint(stale);
    }
    assertNothingLostOrDuplicated();
  }

  /** A stop fails if the enumerator sends an event to a task that has just ended. */
  @Test
  @Tag("full")
  void everyStopSucceedsWhileGroupsBecomeReady() throws Exception {
    try (LocalCluster cluster = cluster("state")) {
      cluster
          .property("poll-interval", "10ms")
          .property("poll-interval.max", "10ms")
          .property("group.max-wait", "1ms");
      String savepoint = null;
      for (int stop = 0; stop < 20; stop++) {
        put("orders", stop * 30, stop * 30 + 10);
        JobID job = cluster.submit(Tables.definitions("orders"), 2, savepoint);
        awaitAllRows();
        put("orders", stop * 30 + 10, stop * 30 + 30);
        savepoint = cluster.stopWithSavepoint(job);
      }
      JobID last = cluster.submit(Tables.definitions("orders"), 2, savepoint);
      awaitAllRows();
      cluster.cancel(last);
    }
    assertNothingLostOrDuplicated();
  }

  @Test
  @Tag("full")
  void aSecondJobOnTheSameLakeIsRefused() throws Exception {
    put("orders", 0, 30);
    try (LocalCluster cluster = cluster("state")) {
      cluster.property("lease.duration", "3s");
      JobID first = cluster.submit(Tables.definitions("orders"), 2, null);
      awaitAllRows();
      JobID second = cluster.submit(Tables.definitions("orders"), 2, null);
      assertThatThrownBy(() -> cluster.await(second))
          .rootCause()
          .hasMessageContaining("Another job writes the lake file:")
          .hasMessageContaining("job " + first);
      put("orders", 30, 60);
      awaitAllRows();
      cluster.cancel(first);
      put("orders", 60, 90);
      JobID third = cluster.submit(Tables.definitions("orders"), 2, null);
      awaitAllRows();
      cluster.cancel(third);
    }
    assertNothingLostOrDuplicated();
  }

  @Test
  @Tag("full")
  void anObjectBelowTheHighWaterMarkIsCompacted() throws Exception {
    put("orders", 30, 60);
    try (LocalCluster cluster = cluster("state")) {
      cluster.property("discovery.disorder", "1ms");
      JobID job = cluster.submit(Tables.definitions("orders"), 2, null);
      awaitAllRows();
      put("orders", 0, 30);
      awaitAllRows();
      cluster.cancel(job);
    }
    assertNothingLostOrDuplicated();
  }

  @Test
  void lineageCountsTheFilesRows() throws Exception {
    put("orders", 0, 30);
    try (LocalCluster cluster = cluster("state")) {
      cluster.property("bounded", "true");
      cluster.await(cluster.submit(Tables.definitions("orders"), 1, null));
    }
    FileLineage file = lake.lineage().get(0);
    assertThat(file.lineage().rows()).isEqualTo(raw.lines().size());
    assertThat(file.lineage().corruptRows()).isEqualTo(raw.corrupt().size());
    assertThat(file.lineage().day()).isEqualTo("2026-11-20");
  }

  /**
   * A fetch fails every 700 ms, less often than checkpoints; otherwise nothing would be committed.
   */
  private static final class Unreliable implements ObjectStores {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger READS = new AtomicInteger();
    private static final long INTERVAL = Duration.ofMillis(700).toNanos();
    private static final AtomicLong LAST = new AtomicLong(System.nanoTime());

    @Override
    public ObjectStore open(StorageLocation root, dev.kcompact.job.store.RequestCounter counter) {
      ObjectStore store = ObjectStores.of(StoreOptions.DEFAULTS).open(root, counter);
      return new ForwardingStore(store) {
        @Override
        public CompletableFuture<FetchedObject> fetch(String key) {
          READS.incrementAndGet();
          long last = LAST.get();
          if (System.nanoTime() - last > INTERVAL && LAST.compareAndSet(last, System.nanoTime())) {
            FAILURES.incrementAndGet();
            return CompletableFuture.failedFuture(
                new IOException("Failed to read object: " + root() + key + ": injected"));
          }
          return super.fetch(key);
        }
      };
    }
  }
}
