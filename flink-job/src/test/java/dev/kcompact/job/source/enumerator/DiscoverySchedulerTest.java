package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.discovery.PollInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an open listing goes on before the next poll is due. */
class DiscoverySchedulerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final DiscoveryState OPEN =
      DiscoveryState.EMPTY.withOpenListings(Map.of("topics/t/", "topics/t/a"));

  private final DiscoveryScheduler scheduler =
      new DiscoveryScheduler(
          DiscoveryState.EMPTY,
          PollInterval.between(Duration.ofSeconds(10), Duration.ofSeconds(60)),
          new IntakeLimits(1_000, 1_000_000));

  private void poll(DiscoveryState after) {
    assertThat(scheduler.tryStart(NOON)).isPresent();
    scheduler.onSuccess(after, NOON, 0, 1);
    assertThat(scheduler.tryStart(NOON)).as("not due").isEmpty();
  }

  @Test
  void itGoesOnWhenHalfOfTheLimitIsFree() {
    poll(OPEN);
    assertThat(scheduler.onWaiting(500, 0, NOON)).isFalse();
    assertThat(scheduler.onWaiting(0, 500_000, NOON)).isFalse();
    assertThat(scheduler.onWaiting(499, 499_999, NOON)).isTrue();
    assertThat(scheduler.onWaiting(499, 499_999, NOON)).as("once").isFalse();
    assertThat(scheduler.tryStart(NOON))
        .hasValueSatisfying(
            input -> {
              assertThat(input.waitingObjects()).isEqualTo(499);
              assertThat(input.waitingBytes()).isEqualTo(499_999);
            });
    assertThat(scheduler.onWaiting(0, 0, NOON)).as("a poll runs").isFalse();
  }

  @Test
  void withoutAnOpenListingNothingIsEarly() {
    poll(DiscoveryState.EMPTY);
    assertThat(scheduler.onWaiting(0, 0, NOON)).isFalse();
  }

  @Test
  void aFailedPollIsNotRepeatedAtOnce() {
    poll(OPEN);
    assertThat(scheduler.onWaiting(0, 0, NOON)).isTrue();
    assertThat(scheduler.tryStart(NOON)).isPresent();
    scheduler.onFailure(NOON);
    assertThat(scheduler.onWaiting(0, 0, NOON)).isFalse();
    assertThat(scheduler.tryStart(NOON.plusSeconds(60))).isPresent();
  }
}
