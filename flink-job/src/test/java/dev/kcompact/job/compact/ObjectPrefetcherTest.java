package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.job.store.ObjectDeletedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ObjectPrefetcherTest {
  private final ManualStore store = new ManualStore();
  private final FetchBudget budget = new FetchBudget();
  private final List<SourceObject> objects = new ArrayList<>();
  private final Progress progress = new Progress();

  /** Records what the prefetcher reports. */
  private static final class Progress implements ObjectPrefetcher.Listener {
    private int objects;
    private long bytes;
    private int waits;
    private int limited;

    @Override
    public void inFlight(int nowObjects, long nowBytes) {
      objects = nowObjects;
      bytes = nowBytes;
    }

    @Override
    public void waited(long nanos) {
      waits++;
    }

    @Override
    public void limited() {
      limited++;
    }
  }

  private List<PairedObject> sides = List.of();

  private void listed(String... keys) {
    for (String key : keys) {
      objects.add(new SourceObject(key, "t", 10));
    }
  }

  private ObjectPrefetcher prefetcher(int concurrency, long bytes) {
    return new ObjectPrefetcher(
        store,
        objects,
        concurrency,
        budget.open(bytes, 1_000),
        progress,
        100,
        new SideFetches(store, sides));
  }

  private void complete(String key) {
    store.complete(key, "t", new byte[10]);
  }

  @Test
  void objectsAreReturnedInTheirOrder() throws Exception {
    listed("a", "b", "c");
    try (ObjectPrefetcher prefetcher = prefetcher(3, 1_000)) {
      complete("c");
      complete("a");
      complete("b");
      List<String> keys = new ArrayList<>();
      while (prefetcher.hasNext()) {
        keys.add(prefetcher.next().source().key());
      }
      assertThat(keys).containsExactly("a", "b", "c");
      assertThat(progress.waits).as("all were complete").isZero();
    }
  }

  @Test
  void theNumberInFlightIsLimited() throws Exception {
    listed("a", "b", "c", "d");
    try (ObjectPrefetcher prefetcher = prefetcher(2, 1_000)) {
      complete("a");
      prefetcher.next();
      assertThat(store.requested).containsOnlyKeys("a", "b");
      complete("b");
      prefetcher.next();
      assertThat(store.requested).containsOnlyKeys("a", "b", "c");
      assertThat(progress.limited).isZero();
    }
  }

  /** The object that is being decoded is also in memory. */
  @Test
  void bytesAreLimitedIncludingTheObjectInUse() throws Exception {
    listed("a", "b", "c", "d");
    try (ObjectPrefetcher prefetcher = prefetcher(9, 20)) {
      complete("a");
      complete("b");
      prefetcher.next();
      assertThat(store.requested).containsOnlyKeys("a", "b");
      assertThat(progress.bytes).isEqualTo(20);
      assertThat(progress.limited).isEqualTo(1);
      assertThat(budget.taken()).isEqualTo(20);
      prefetcher.next();
      assertThat(store.requested).containsOnlyKeys("a", "b", "c");
    }
    assertThat(budget.taken()).isZero();
    assertThat(progress.objects + progress.bytes).isZero();
  }

  @Test
  void waitingIsMeasured() throws Exception {
    listed("a");
    try (ObjectPrefetcher prefetcher = prefetcher(1, 1_000)) {
      Thread task = Thread.currentThread();
      Thread server =
          new Thread(
              () -> {
                await().until(() -> task.getState() == Thread.State.WAITING);
                complete("a");
              });
      server.start();
      prefetcher.next();
      server.join();
    }
    assertThat(progress.waits).isEqualTo(1);
  }

  @Test
  void aFailureNamesItsLocationAndTheNextObjectFollows() throws Exception {
    listed("a", "b");
    try (ObjectPrefetcher prefetcher = prefetcher(2, 1_000)) {
      store.fetch("a").completeExceptionally(new IllegalStateException("odd"));
      complete("b");
      assertThatThrownBy(prefetcher::next)
          .isInstanceOf(IOException.class)
          .hasMessage("Failed to read object: s3://raw/a");
      assertThat(prefetcher.last().key()).isEqualTo("a");
      assertThat(prefetcher.next().source().key()).isEqualTo("b");
    }
  }

  @Test
  void cancellingATaskEndsItsWaitAndEveryFetch() throws Exception {
    listed("a", "b");
    try (ObjectPrefetcher prefetcher = prefetcher(2, 1_000)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(prefetcher::next).isInstanceOf(InterruptedException.class);
    }
    assertThat(store.requested.values()).allMatch(fetch -> fetch.isCancelled());
    assertThat(budget.taken()).isZero();
  }

  @Test
  void onlyTheBeginningOfAnObjectThatIsTooLargeIsFetched() throws Exception {
    objects.add(new SourceObject("huge", "t", 1L << 40));
    listed("a");
    complete("a");
    try (ObjectPrefetcher prefetcher = prefetcher(2, 150)) {
      RawObject huge = prefetcher.next();

      assertThat(huge.content()).hasSize(101);
      assertThat(huge.source()).as("as it was listed").isEqualTo(objects.get(0));
      assertThat(huge.changed()).isFalse();
      assertThat(prefetcher.next().source().key()).isEqualTo("a");
    }
    assertThat(store.ranges).containsExactly(Map.entry("huge", "0+101"));
    assertThat(store.requested).containsOnlyKeys("a");
  }

  @Test
  void objectsBesideOneAreFetchedWithIt() throws Exception {
    sides = List.of(PairedObject.KEYS, PairedObject.HEADERS);
    listed("t+0+1.json");
    try (ObjectPrefetcher prefetcher = prefetcher(3, 1_000)) {
      complete("t+0+1.json");
      complete("t+0+1.keys.json");
      store
          .fetch("t+0+1.headers.json")
          .completeExceptionally(
              new ObjectDeletedException("missing", new FileNotFoundException("missing")));
      RawObject object = prefetcher.next();
      assertThat(object.sideContents()).containsOnlyKeys(PairedObject.KEYS);
      assertThat(object.sideSources())
          .extracting(SourceObject::key)
          .containsExactly("t+0+1.keys.json");
    }
  }
}
