package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FetchWindowTest {
  private final HandStore store = new HandStore();
  private final FetchBudget budget = new FetchBudget();
  private final List<SourceObject> objects = new ArrayList<>();
  private final Readings readings = new Readings();

  /** What a meter was told. */
  private static final class Readings implements FetchMeter {
    private int objects;
    private long bytes;
    private int waits;
    private int heldBack;

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
    public void heldBack() {
      heldBack++;
    }
  }

  private void listed(String... keys) {
    for (String key : keys) {
      objects.add(new SourceObject(key, "t", 10));
    }
  }

  private FetchWindow window(int concurrency, long bytes) {
    return new FetchWindow(store, objects, concurrency, budget.open(bytes, 1_000), readings, 100);
  }

  private void come(String key) {
    store.come(key, "t", new byte[10]);
  }

  @Test
  void objectsComeInTheirOrderHoweverTheyArrive() throws Exception {
    listed("a", "b", "c");
    try (FetchWindow window = window(3, 1_000)) {
      come("c");
      come("a");
      come("b");
      List<String> keys = new ArrayList<>();
      while (window.hasNext()) {
        keys.add(window.next().source().key());
      }
      assertThat(keys).containsExactly("a", "b", "c");
      assertThat(readings.waits).as("all were there").isZero();
    }
  }

  @Test
  void theNumberInFlightIsBounded() throws Exception {
    listed("a", "b", "c", "d");
    try (FetchWindow window = window(2, 1_000)) {
      come("a");
      window.next();
      assertThat(store.asked).containsOnlyKeys("a", "b");
      come("b");
      window.next();
      assertThat(store.asked).containsOnlyKeys("a", "b", "c");
      assertThat(readings.heldBack).isZero();
    }
  }

  /** The object that is being decoded is in memory as well. */
  @Test
  void bytesAreBoundedUntilTheObjectIsDoneWith() throws Exception {
    listed("a", "b", "c", "d");
    try (FetchWindow window = window(9, 20)) {
      come("a");
      come("b");
      window.next();
      assertThat(store.asked).containsOnlyKeys("a", "b");
      assertThat(readings.bytes).isEqualTo(20);
      assertThat(readings.heldBack).isEqualTo(1);
      assertThat(budget.taken()).isEqualTo(20);
      window.next();
      assertThat(store.asked).containsOnlyKeys("a", "b", "c");
    }
    assertThat(budget.taken()).isZero();
    assertThat(readings.objects + readings.bytes).isZero();
  }

  @Test
  void waitingIsMeasured() throws Exception {
    listed("a");
    try (FetchWindow window = window(1, 1_000)) {
      Thread task = Thread.currentThread();
      Thread server =
          new Thread(
              () -> {
                while (task.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
                come("a");
              });
      server.start();
      window.next();
      server.join();
    }
    assertThat(readings.waits).isEqualTo(1);
  }

  @Test
  void aFailureNamesItsPlaceAndTheNextOneCanBeHad() throws Exception {
    listed("a", "b");
    try (FetchWindow window = window(2, 1_000)) {
      store.fetch("a").completeExceptionally(new IllegalStateException("odd"));
      come("b");
      assertThatThrownBy(window::next)
          .isInstanceOf(IOException.class)
          .hasMessage("Failed to read object: s3://raw/a");
      assertThat(window.lastKey()).isEqualTo("a");
      assertThat(window.next().source().key()).isEqualTo("b");
    }
  }

  @Test
  void cancellingATaskEndsItsWaitAndEveryFetch() throws Exception {
    listed("a", "b");
    try (FetchWindow window = window(2, 1_000)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(window::next).isInstanceOf(InterruptedException.class);
    }
    assertThat(store.asked.values()).allMatch(fetch -> fetch.isCancelled());
    assertThat(budget.taken()).isZero();
  }

  @Test
  void ofAnObjectTooLargeOnlyTheBeginningIsFetched() throws Exception {
    objects.add(new SourceObject("huge", "t", 1L << 40));
    listed("a");
    come("a");
    try (FetchWindow window = window(2, 150)) {
      Fetched huge = window.next();

      assertThat(huge.content()).hasSize(101);
      assertThat(huge.source()).as("as it was listed").isEqualTo(objects.get(0));
      assertThat(huge.changed()).isFalse();
      assertThat(window.next().source().key()).isEqualTo("a");
    }
    assertThat(store.ranges).containsExactly(Map.entry("huge", "0+101"));
    assertThat(store.asked).containsOnlyKeys("a");
  }
}
