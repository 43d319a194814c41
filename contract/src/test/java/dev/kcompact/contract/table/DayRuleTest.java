package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DayRuleTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

  @Test
  void theDayStandsInTheDirectories() {
    DayRule hourly = new DayRule.FromPath("'year='yyyy'/month='MM'/day='dd", SAO_PAULO);
    assertThat(hourly.dayOf("year=2026/month=11/day=22/hour=07", NOW)).contains(DAY);
    assertThat(hourly.dayOf("year=2026/month=11/day=22", NOW)).contains(DAY);
    DayRule custom = new DayRule.FromPath("'dt='yyyy-MM-dd", SAO_PAULO);
    assertThat(custom.dayOf("dt=2026-11-22", NOW)).contains(DAY);
  }

  @Test
  void otherDirectoriesHaveNoDay() {
    DayRule rule = new DayRule.FromPath("'dt='yyyy-MM-dd", SAO_PAULO);
    assertThat(rule.dayOf("dt=2026-11-223", NOW)).isEmpty();
    assertThat(rule.dayOf("dt=2026-13-01", NOW)).isEmpty();
    assertThat(rule.dayOf("partition=0", NOW)).isEmpty();
    assertThat(rule.dayOf("", NOW)).isEmpty();
  }

  @Test
  void aLayoutMustTellTheWholeDay() {
    assertThatThrownBy(() -> new DayRule.FromPath("'m='yyyy-MM", ZoneOffset.UTC))
        .hasMessageContaining("does not tell year, month and day");
  }

  @Test
  void daysEndInTheTablesZone() {
    DayRule rule = new DayRule.FromLastModified(SAO_PAULO);
    assertThat(rule.dayOf("partition=0", NOW)).contains(DAY);
    assertThat(rule.endOf(DAY)).isEqualTo(Instant.parse("2026-11-23T03:00:00Z"));
    assertThat(new DayRule.FromField("at", rule, 1, 1).dayOf("", NOW)).contains(DAY);
  }

  /** Beyond it a day has no end that Java can tell, and no folder that is known again as one. */
  @Test
  void aYearHasFourDigits() {
    DayRule rule = new DayRule.FromPath("'dt='yyyy-MM-dd", SAO_PAULO);
    assertThat(rule.dayOf("dt=9999-12-31", NOW)).contains(LocalDate.of(9999, 12, 31));
    assertThat(rule.dayOf("dt=+10000-01-01", NOW)).isEmpty();
    assertThat(rule.dayOf("dt=+999999999-12-31", NOW)).isEmpty();
    assertThat(rule.dayOf("dt=0000-01-01", NOW)).isEmpty();
    DayRule signed = new DayRule.FromPath("'dt='uuuu-MM-dd", SAO_PAULO);
    assertThat(signed.dayOf("dt=0001-01-01", NOW)).contains(LocalDate.of(1, 1, 1));
    assertThat(signed.dayOf("dt=0000-12-31", NOW)).isEmpty();
    assertThat(signed.dayOf("dt=-0001-01-01", NOW)).isEmpty();
  }
}
