package dev.kcompact.testbed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizeHistogramTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 1, 2",
    "2, 2, 5",
    "4, 2, 5",
    "5, 5, 10",
    "9, 5, 10",
    "10, 10, 20",
    "199, 100, 200",
    "200, 200, 500",
    "134217728, 100000000, 200000000",
    "199999999, 100000000, 200000000",
    "200000000, 200000000, 500000000",
    "4999999999999999999, 2000000000000000000, 5000000000000000000",
  })
  void aSizeIsInTheClassOfItsFirstDigit(long size, long from, long to) {
    assertThat(SizeHistogram.lowerBound(size)).isEqualTo(from);
    assertThat(SizeHistogram.upperBound(from)).isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 10, 20, 50, 100, 1_000_000, 2_000_000, 5_000_000})
  void aClassEndsWhereTheNextBegins(long from) {
    long to = SizeHistogram.upperBound(from);

    assertThat(SizeHistogram.lowerBound(to - 1)).isEqualTo(from);
    assertThat(SizeHistogram.lowerBound(to)).isEqualTo(to);
  }

  @Test
  void countsEverySizeOnce() {
    SizeHistogram sizes = SizeHistogram.of(List.of(0L, 7L, 999L, 1_000L, 1_999L, 2_000L));

    assertThat(sizes.counts())
        .containsExactly(
            Map.entry(0L, 1L),
            Map.entry(5L, 1L),
            Map.entry(500L, 1L),
            Map.entry(1_000L, 2L),
            Map.entry(2_000L, 1L));
    assertThat(sizes.total()).isEqualTo(6);
  }

  @Test
  void addsUp() {
    SizeHistogram sum = SizeHistogram.of(List.of(1L, 10L)).plus(SizeHistogram.of(List.of(11L)));

    assertThat(sum).isEqualTo(SizeHistogram.of(List.of(1L, 10L, 11L)));
  }

  @Test
  void refusesAKeyThatIsNoBound() {
    assertThatThrownBy(() -> new SizeHistogram(new TreeMap<>(Map.of(3L, 1L))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("counts has a key that is no lower bound: 3");
    assertThatThrownBy(() -> SizeHistogram.of(List.of(-1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size is negative: -1");
  }
}
