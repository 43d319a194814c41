package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real job, on objects that change after listing or whose fetch hangs. */
@Tag("full")
class FetchingIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final String REWRITTEN = "topics/orders/" + DAY + "/orders+0+0000000000.json";
  private static final String DELETED = "topics/orders/" + DAY + "/orders+1+0000000000.json";

  @TempDir Path folder;
  private RawFolder raw;

  @BeforeEach
  void setUp() {
    raw = new RawFolder(folder.resolve("raw"));
    for (int i = 0; i < 30; i++) {
      raw.put("orders", DAY, i % 3, (i / 3) * 20L, 20);
    }
  }

  private LocalCluster cluster(ObjectStores stores) throws Exception {
    return new LocalCluster(
            folder.resolve("state"), raw.uri(), folder.resolve("lake").toUri() + "/", 2)
        .property("bounded", "true")
        .property("discovery.horizon-days", "3650")
        .stores(stores);
  }

  /** Both occur: retried uploads rewrite keys, and objects are deleted. */
  @Test
  void objectsRewrittenOrDeletedAfterTheListingAreReadOnceOrSkipped() throws Exception {
    try (LocalCluster cluster = cluster(new Tampering())) {
      cluster.await(cluster.submit(Tables.definitions("orders"), 1, null));
    }
    LakeOracle lake = new LakeOracle(folder.resolve("lake"));
    assertThat(lake.lines(false))
        .hasSize(28 * 20 + 1)
        .doesNotHaveDuplicates()
        .contains("orders/0/0/0")
        .doesNotContain("orders/0/0/1", "orders/1/0/0");
    List<Lineage.Entry> entries =
        lake.lineage().stream().flatMap(file -> file.lineage().entries().stream()).toList();
    assertThat(entries)
        .extracting(Lineage.Entry::key)
        .hasSize(29)
        .doesNotHaveDuplicates()
        .doesNotContain(DELETED);
    Path file = folder.resolve("raw").resolve(REWRITTEN);
    SourceObject now =
        SourceObject.ofFile(
            REWRITTEN, Files.size(file), Files.getLastModifiedTime(file).toInstant());
    assertThat(entries)
        .as("the read version, not the listed one")
        .contains(new Lineage.Entry(REWRITTEN, now.fingerprint()));
  }

  @Test
  void aJobWhoseFetchesHangCanBeCancelled() throws Exception {
    try (LocalCluster cluster = cluster(new Hanging())) {
      JobID job = cluster.submit(Tables.definitions("orders"), 2, null);
      await("fetches hang").atMost(Duration.ofSeconds(60)).until(() -> Hanging.REQUESTS.get() > 0);
      long started = System.nanoTime();
      cluster.cancel(job);
      // Flink forces a cancellation after 30 s.
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** Rewrites one object before its fetch, and deletes another. */
  private static final class Tampering implements ObjectStores {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectStore open(StorageLocation root, RequestCounter counter) {
      Path folder = root.toPath();
      return new ForwardingStore(ObjectStores.of(StoreOptions.DEFAULTS).open(root, counter)) {
        @Override
        public CompletableFuture<FetchedObject> fetch(String key) {
          try {
            if (key.equals(REWRITTEN)) {
              Files.writeString(folder.resolve(key), "{\"id\":7}\n");
            } else if (key.equals(DELETED)) {
              Files.deleteIfExists(folder.resolve(key));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return super.fetch(key);
        }
      };
    }
  }

  /** No fetch ever completes. */
  private static final class Hanging implements ObjectStores {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @Override
    public ObjectStore open(StorageLocation root, RequestCounter counter) {
      return new ForwardingStore(ObjectStores.of(StoreOptions.DEFAULTS).open(root, counter)) {
        @Override
        public CompletableFuture<FetchedObject> fetch(String key) {
          REQUESTS.incrementAndGet();
          return new CompletableFuture<>();
        }
      };
    }
  }
}
