package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FullScanScheduleTest {
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final FullScanSchedule schedule =
      new FullScanSchedule(
          new DiscoveryOptions(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1), 7));

  @Test
  void aFullScanIsDueOnceAnInterval() {
    assertThat(schedule.isDue(START, START.plusSeconds(3599))).isFalse();
    assertThat(schedule.isDue(START.plusSeconds(3599), START.plusSeconds(3600))).isTrue();
    assertThat(schedule.isDue(Instant.EPOCH, START)).isTrue();
  }

  private List<LocalDate> days(Instant now) {
    return schedule.days(TODAY, now.minus(Duration.ofHours(1)), now);
  }

  private boolean isDue(long keyCount, Instant now) {
    return schedule.isDue(keyCount, now.minus(Duration.ofHours(1)), now);
  }

  @Test
  void afterAWeekWithoutScansEachDayIsDue() {
    assertThat(schedule.days(TODAY, START.minus(Duration.ofDays(7)), START))
        .isEqualTo(schedule.horizon(TODAY));
    assertThat(schedule.days(TODAY, START, START.plusSeconds(1))).isEmpty();
  }

  @Test
  void olderDaysAreListedMoreRarely() {
    Map<Long, Integer> scans = new TreeMap<>();
    for (int hour = 0; hour < 420; hour++) {
      for (LocalDate day : days(START.plus(Duration.ofHours(hour)))) {
        scans.merge(ChronoUnit.DAYS.between(day, TODAY), 1, Integer::sum);
      }
    }
    assertThat(scans)
        .containsExactly(
            Map.entry(-1L, 420),
            Map.entry(0L, 420),
            Map.entry(1L, 420),
            Map.entry(2L, 210),
            Map.entry(3L, 140),
            Map.entry(4L, 105),
            Map.entry(5L, 84),
            Map.entry(6L, 70),
            Map.entry(7L, 60));
  }

  @Test
  void aLargePrefixWithoutDaysCostsAHundredListingsAScan() {
    int scans = 0;
    for (int hour = 0; hour < 100; hour++) {
      scans += isDue(900_000, START.plus(Duration.ofHours(hour))) ? 1 : 0;
    }
    assertThat(scans).as("900 pages every tenth time").isEqualTo(10);
    assertThat(isDue(99_999, START)).isTrue();
  }
}
