package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.DayDirectories.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayDirectoriesTest {
  private static final List<String> LAYOUTS =
      List.of(
          "'year='yyyy'/month='MM'/day='dd",
          "'dt='yyyy-MM-dd",
          "dd/MM/yyyy",
          "yyyy/DDD",
          "yyyyMMdd");

  private static DayDirectories directories(String layout) {
    return DayDirectories.of(table(layout)).orElseThrow();
  }

  private static BaseTable table(String layout) {
    return TestTables.below("p/t/", "t", new DayRule.FromPath(layout, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ABOVE_DAYS",
    "year=2026/, ABOVE_DAYS",
    "year=2026/month=02/, ABOVE_DAYS",
    "year=2026/month=02/day=28/, DAY",
    "year=2026/month=02/day=28/hour=01/, DAY",
    "year=2026/month=02/day=30/, UNDATED",
    "year=2026/month=13/, UNDATED",
    "year=__HIVE_DEFAULT_PARTITION__/, UNDATED",
    "month=02/, UNDATED",
    "a/b/c/d/, UNDATED",
  })
  void aDirectoryIsADaysOrAboveDaysOrNeither(String path, Kind kind) {
    assertThat(directories("'year='yyyy'/month='MM'/day='dd").kindOf("p/t/" + path))
        .isEqualTo(kind);
  }

  @Test
  void theDirectoriesAboveADayBeginWithThePrefix() {
    assertThat(directories("'year='yyyy'/month='MM'/day='dd").above(LocalDate.of(2026, 2, 3)))
        .containsExactly("p/t/", "p/t/year=2026/", "p/t/year=2026/month=02/");
    assertThat(directories("'dt='yyyy-MM-dd").above(LocalDate.of(2026, 2, 3)))
        .containsExactly("p/t/");
  }

  /** Walking the kinds finds exactly the keys that have no day. */
  @Property(tries = 500)
  void kindsAgreeWithTheDayOfAKey(@ForAll("layouts") String layout, @ForAll("paths") String path) {
    DayDirectories directories = directories(layout);
    Kind kind = Kind.ABOVE_DAYS;
    String walked = "p/t/";
    for (String next : path.split("/")) {
      if (kind != Kind.ABOVE_DAYS || next.isEmpty()) {
        break;
      }
      walked += next + "/";
      kind = directories.kindOf(walked);
    }
    BaseTable table = table(layout);
    boolean isInItsFolder =
        table
            .dayOf("p/t/" + path + "x.json", Instant.EPOCH)
            .filter(day -> ("p/t/" + path).startsWith(table.rawFolder(day)))
            .isPresent();
    assertThat(kind == Kind.DAY).as(layout + " " + path).isEqualTo(isInItsFolder);
  }

  @Provide
  Arbitrary<String> layouts() {
    return Arbitraries.of(LAYOUTS);
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> of =
        Arbitraries.of(
            "year=2026",
            "month=02",
            "month=13",
            "day=28",
            "day=31",
            "dt=2026-11-22",
            "2026",
            "366",
            "dt=2026-13-45",
            "28",
            "02",
            "20260228",
            "20261301",
            "hour=01",
            "x",
            "2025",
            "12",
            "31");
    return Combinators.combine(of.list().ofMaxSize(4), Arbitraries.just(""))
        .as((names, end) -> names.isEmpty() ? "" : String.join("/", names) + "/");
  }
}
