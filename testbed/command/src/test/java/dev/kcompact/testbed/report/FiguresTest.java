package dev.kcompact.testbed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 B",
        "999 | 999 B",
        "1000 | 1.0 kB",
        "1234567 | 1.2 MB",
        "9949999 | 9.9 MB",
        "9960000 | 10 MB",
        "134217728 | 134 MB",
        "999499999 | 999 MB",
        "999999999 | 1.0 GB",
        "9223372036854775807 | 9.2 EB",
      })
  void bytes(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 ms",
        "340 | 340 ms",
        "994 | 994 ms",
        "999 | 1.0 s",
        "4240 | 4.2 s",
        "9960 | 10 s",
        "71330 | 71 s",
        "1400000 | 23 min 20 s",
        "7500000 | 2 h 5 min",
      })
  void duration(long millis, String text) {
    assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | $0",
        "0.028 | $0.028",
        "0.02833358 | $0.028",
        "0.00000123 | $0.0000012",
        "0.5 | $0.50",
        "0.999 | $1.00",
        "3.024 | $3.02",
        "1234.5 | $1,234.50",
      })
  void dollars(BigDecimal amount, String text) {
    assertThat(Figures.dollars(amount)).isEqualTo(text);
  }

  @Test
  void countsAndShares() {
    assertThat(Figures.count(70_000)).isEqualTo("70,000");
    assertThat(Figures.percent(0)).isEqualTo("0%");
    assertThat(Figures.percent(0.0031)).isEqualTo("0.3%");
    assertThat(Figures.percent(0.152)).isEqualTo("15%");
  }

  @ParameterizedTest
  @CsvSource({
    "20, 20",
    "21, 50",
    "200, 200",
    "2685, 5000",
    "7160, 10000",
    "31000, 60000",
    "150000, 300000"
  })
  void ticksAreReadable(double least, long tick) {
    assertThat(StepChart.tick(least)).isGreaterThanOrEqualTo((long) least).isEqualTo(tick);
  }
}
