package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRejectsTest {
  private Instant now = Instant.parse("2026-11-22T12:00:30Z");
  private final RecentRejects recent = new RecentRejects(() -> now);

  private void rejected(int times) {
    for (int i = 0; i < times; i++) {
      recent.rejected();
    }
  }

  @Test
  void aShareIsOfTheRowsOfTheLastHour() {
    recent.rows(300);
    rejected(3);
    now = now.plus(Duration.ofMinutes(30));
    recent.rows(100);
    rejected(97);
    assertThat(recent.count()).isEqualTo(100);
    assertThat(recent.percent()).isEqualTo(25);
    now = now.plus(Duration.ofMinutes(29));
    assertThat(recent.percent()).isEqualTo(25);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(recent.count()).isEqualTo(97);
    assertThat(recent.percent()).isEqualTo(97);
    now = now.plus(Duration.ofMinutes(30));
    assertThat(recent.count()).isZero();
    assertThat(recent.percent()).isZero();
  }

  @Test
  void fewRowsMakeNoShareButTheirRejectsAreCounted() {
    recent.rows(99);
    rejected(99);
    assertThat(recent.percent()).isZero();
    assertThat(recent.count()).isEqualTo(99);
    recent.rows(1);
    assertThat(recent.percent()).isEqualTo(99);
  }

  @Test
  void aClockThatIsSetBackLosesNothing() {
    recent.rows(100);
    now = now.minus(Duration.ofMinutes(5));
    rejected(10);
    assertThat(recent.percent()).isEqualTo(10);
  }

  @Test
  void aLongPauseForgetsAll() {
    recent.rows(100);
    rejected(1);
    now = now.plus(Duration.ofDays(3));
    assertThat(recent.count()).isZero();
    recent.rows(200);
    rejected(4);
    assertThat(recent.percent()).isEqualTo(2);
  }
}
