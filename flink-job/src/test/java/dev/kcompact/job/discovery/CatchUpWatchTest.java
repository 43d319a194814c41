package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchUpWatchTest {
  private final CatchUpWatch watch = new CatchUpWatch();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  /** Objects of a partition each minute. */
  private void arrive(String stem, int minutes) {
    for (int i = 0; i < minutes; i++) {
      now = now.plusSeconds(60);
      watch.arrived("t", stem, now);
    }
  }

  /** The minutes after which scans are due that find nothing. */
  private List<Integer> scans(int minutes) {
    List<Integer> scans = new ArrayList<>();
    for (int minute = 1; minute <= minutes; minute++) {
      now = now.plusSeconds(60);
      if (watch.isDue("t", now)) {
        watch.scanned("t", false, now);
        scans.add(minute);
      }
    }
    return scans;
  }

  @Test
  void steadyPartitionsCostNothing() {
    for (int minute = 0; minute < 1_000; minute++) {
      arrive("t+0+", 1);
      watch.arrived("t", "t+1+", now);
      assertThat(watch.isDue("t", now)).isFalse();
    }
  }

  @Test
  void aQuietPartitionIsLookedForMoreAndMoreRarely() {
    arrive("t+0+", 10);
    assertThat(scans(300)).containsExactly(5, 15, 35, 75, 135, 195, 255);
  }

  @Test
  void whatIsUsualForAPartitionIsNotQuiet() {
    for (int i = 0; i < 10; i++) {
      now = now.plus(Duration.ofHours(1));
      assertThat(watch.isDue("t", now.minusSeconds(1))).isFalse();
      watch.arrived("t", "t+0+", now);
    }
    assertThat(scans(239)).isEmpty();
    assertThat(scans(1)).hasSize(1);
  }

  @Test
  void aPartitionThatReturnsIsScannedTwice() {
    arrive("t+0+", 10);
    assertThat(scans(60)).hasSize(3);
    arrive("t+0+", 1);
    List<Integer> scans = new ArrayList<>();
    for (int minute = 1; minute < 60; minute++) {
      arrive("t+0+", 1);
      if (watch.isDue("t", now)) {
        watch.scanned("t", false, now);
        scans.add(minute);
      }
    }
    assertThat(scans).hasSize(2).allMatch(minute -> minute <= 20);
  }

  @Test
  void whatIsFoundIsFollowedEachFiveMinutes() {
    arrive("t+0+", 10);
    assertThat(scans(40)).hasSize(3);
    watch.scanned("t", true, now);
    assertThat(scans(5)).containsExactly(5);
  }

  @Test
  void aPartitionThatIsGoneIsForgotten() {
    arrive("t+0+", 10);
    scans(25 * 60);
    assertThat(scans(200)).isEmpty();
  }

  @Test
  void anUnknownGroupIsNotDue() {
    watch.scanned("other", false, now);
    assertThat(watch.isDue("other", now)).isFalse();
  }
}
