package dev.kcompact.finalizer.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.lock.DayLock.Outcome.Acquired;
import dev.kcompact.finalizer.lock.DayLock.Outcome.Held;
import dev.kcompact.finalizer.testing.MemoryLockTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DayLockTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Duration DURATION = Duration.ofHours(2);

  private final MemoryLockTable table = new MemoryLockTable();
  private final Map<String, DayLock.Executions.State> executions = new HashMap<>();
  private Instant now = Instant.ofEpochSecond(1000);
  private final DayLock lock =
      new DayLock(
          table,
          arn -> executions.getOrDefault(arn, DayLock.Executions.State.UNKNOWN),
          () -> now,
          DURATION);

  @Test
  void theFirstGetsTheClockAsItsToken() {
    assertThat(lock.acquire(DAY, "a")).isEqualTo(new Acquired(1000));
  }

  @Test
  void theSameExecutionGetsTheSameTokenAgain() {
    lock.acquire(DAY, "a");
    now = now.plusSeconds(5);

    assertThat(lock.acquire(DAY, "a")).isEqualTo(new Acquired(1000));
  }

  @Test
  void anotherIsHeldOffWhileTheOwnerRunsEvenWhenTheLockHasExpired() {
    executions.put("a", DayLock.Executions.State.RUNNING);
    lock.acquire(DAY, "a");
    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Held("a"));

    now = now.plus(DURATION).plusSeconds(1);

    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Held("a"));
  }

  @Test
  void theLockOfAnEndedOwnerIsFreeAtOnce() {
    lock.acquire(DAY, "a");
    executions.put("a", DayLock.Executions.State.ENDED);

    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Acquired(1001));
    assertThatThrownBy(() -> lock.renew(DAY, "a"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("b holds it");
  }

  @Test
  void theLockOfAnUnknownOwnerIsFreeWhenItHasExpired() {
    lock.acquire(DAY, "a");
    now = now.plus(DURATION).minusSeconds(1);
    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Held("a"));

    now = now.plusSeconds(1);

    assertThat(lock.acquire(DAY, "b")).isInstanceOf(Acquired.class);
  }

  @Test
  void renewingPutsTheExpiryOff() {
    lock.acquire(DAY, "a");
    now = now.plus(DURATION).minusSeconds(1);
    assertThat(lock.renew(DAY, "a")).isEqualTo(1000);
    now = now.plusSeconds(2);

    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Held("a"));
  }

  @Test
  void theTokenGrowsThoughTheClockGoesBack() {
    lock.acquire(DAY, "a");
    assertThat(lock.release(DAY, "a")).isTrue();
    now = Instant.ofEpochSecond(10);

    assertThat(lock.acquire(DAY, "b")).isEqualTo(new Acquired(1001));
  }

  @Test
  void onlyTheOwnerReleases() {
    lock.acquire(DAY, "a");

    assertThat(lock.release(DAY, "b")).isFalse();
    assertThat(lock.release(DAY, "a")).isTrue();
    assertThat(lock.release(DAY, "a")).isFalse();
  }

  @Test
  void aTokenIsGoodOnlyWhileItsRunHasTheLock() {
    lock.acquire(DAY, "a");
    DayLock.verify(table, DAY, 1000);

    assertThatThrownBy(() -> DayLock.verify(table, DAY, 999))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "This run no longer holds the lock of 2026-11-22: its token is 1000, this run's is"
                + " 999");
    lock.release(DAY, "a");
    assertThatThrownBy(() -> DayLock.verify(table, DAY, 1000))
        .hasMessageContaining("its token is 1000, free");
  }

  @Test
  void fiftyAtOnceGiveOneOwner() throws Exception {
    DayLock shared =
        new DayLock(table, arn -> DayLock.Executions.State.RUNNING, () -> now, DURATION);
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Callable<DayLock.Outcome>> starts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String execution = "execution-" + i;
        starts.add(() -> shared.acquire(DAY, execution));
      }
      int acquired = 0;
      for (Future<DayLock.Outcome> outcome : threads.invokeAll(starts)) {
        acquired += outcome.get() instanceof Acquired ? 1 : 0;
      }
      assertThat(acquired).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
