package dev.kcompact.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayLayoutTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "year=2026/month=11/day=07/hour=03|'year='yyyy'/month='MM'/day='dd",
        "ano=2026/mes=11/dia=7|'ano='yyyy'/mes='MM'/dia='d",
        "dt=2026-11-07|'dt='yyyy-MM-dd",
        "dt=20261107/hour=3|'dt='yyyyMMdd",
        "2026/11/07|yyyy/MM/dd",
        "2026/11/07/10|yyyy/MM/dd",
        "2026-11-07|yyyy-MM-dd",
        "20261107|yyyyMMdd",
      })
  void isRecognized(String directory, String layout) {
    assertThat(DayLayout.of(List.of(directory))).isEqualTo(layout);
    assertThat(DayLayout.day(layout, directory)).hasValue(LocalDate.of(2026, 11, 7));
  }

  @ParameterizedTest
  @CsvSource({"\"\"", "partition=0", "0", "year=2026/month=11", "2026/13/45", "dt=2026-11-07-10"})
  void isNone(String directory) {
    assertThat(DayLayout.of(List.of(directory))).isEmpty();
  }
}
