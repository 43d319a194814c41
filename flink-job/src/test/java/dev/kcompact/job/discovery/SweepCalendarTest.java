package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SweepCalendarTest {
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final SweepCalendar calendar =
      new SweepCalendar(
          new DiscoveryOptions(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1), 7));

  @Test
  void aSweepIsDueOnceAnInterval() {
    assertThat(calendar.isDue(START, START.plusSeconds(3599))).isFalse();
    assertThat(calendar.isDue(START.plusSeconds(3599), START.plusSeconds(3600))).isTrue();
    assertThat(calendar.isDue(Instant.EPOCH, START)).isTrue();
  }

  @Test
  void olderDaysAreLookedAtMoreRarely() {
    Map<Long, Integer> looks = new TreeMap<>();
    for (int hour = 0; hour < 420; hour++) {
      for (LocalDate day : calendar.days(TODAY, START.plus(Duration.ofHours(hour)))) {
        looks.merge(ChronoUnit.DAYS.between(day, TODAY), 1, Integer::sum);
      }
    }
    assertThat(looks)
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
  void aLargePrefixWithoutDaysCostsAHundredListingsASweep() {
    int looks = 0;
    for (int hour = 0; hour < 100; hour++) {
      looks += calendar.isDue(900_000, START.plus(Duration.ofHours(hour))) ? 1 : 0;
    }
    assertThat(looks).as("900 pages every tenth time").isEqualTo(10);
    assertThat(calendar.isDue(99_999, START)).isTrue();
  }
}
