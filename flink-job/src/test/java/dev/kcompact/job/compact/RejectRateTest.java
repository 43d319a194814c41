package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejectRateTest {
  private Instant now = Instant.parse("2026-11-22T12:00:30Z");
  private final RejectRate rate = new RejectRate(() -> now);

  private void rejected(int times) {
    for (int i = 0; i < times; i++) {
      rate.rejected();
    }
  }

  @Test
  void theRateIsOfTheRowsOfTheLastHour() {
    rate.rows(300);
    rejected(3);
    now = now.plus(Duration.ofMinutes(30));
    rate.rows(100);
    rejected(97);
    assertThat(rate.count()).isEqualTo(100);
    assertThat(rate.percent()).isEqualTo(25);
    now = now.plus(Duration.ofMinutes(29));
    assertThat(rate.percent()).isEqualTo(25);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(rate.count()).isEqualTo(97);
    assertThat(rate.percent()).isEqualTo(97);
    now = now.plus(Duration.ofMinutes(30));
    assertThat(rate.count()).isZero();
    assertThat(rate.percent()).isZero();
  }

  @Test
  void fewRowsHaveNoRateButTheirRejectsAreCounted() {
    rate.rows(99);
    rejected(99);
    assertThat(rate.percent()).isZero();
    assertThat(rate.count()).isEqualTo(99);
    rate.rows(1);
    assertThat(rate.percent()).isEqualTo(99);
  }

  @Test
  void nothingIsLostIfTheClockIsSetBack() {
    rate.rows(100);
    now = now.minus(Duration.ofMinutes(5));
    rejected(10);
    assertThat(rate.percent()).isEqualTo(10);
  }

  @Test
  void aLongPauseClearsAll() {
    rate.rows(100);
    rejected(1);
    now = now.plus(Duration.ofDays(3));
    assertThat(rate.count()).isZero();
    rate.rows(200);
    rejected(4);
    assertThat(rate.percent()).isEqualTo(2);
  }
}
