package dev.kcompact.contract.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.SourceCleanUp.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanedDayTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final CleanedDay CLEANED =
      new CleanedDay(
          "orders",
          DAY,
          "20261122-1795413600",
          Action.TAG,
          Instant.parse("2027-01-01T06:00:00Z"),
          List.of("ledger/orders/dt=2026-11-22/run=20261122-1795413600/part-0000.parquet"),
          "topics/orders/a.json");

  /** Documents of this form stay in lakes for years. */
  private static final String STORED =
      "{\"version\":1,\"table\":\"orders\",\"day\":\"2026-11-22\",\"run\":\"20261122-1795413600\","
          + "\"action\":\"TAG\",\"begun\":\"2027-01-01T06:00:00Z\",\"ledger\":[\"ledger/orders/"
          + "dt=2026-11-22/run=20261122-1795413600/part-0000.parquet\"],\"through\":"
          + "\"topics/orders/a.json\"}";

  @Test
  void isStoredInOneForm() {
    assertThat(CLEANED.toJson()).isEqualTo(STORED);
    assertThat(CleanedDay.fromJson(STORED)).isEqualTo(CLEANED);
  }

  @Test
  void refusesAnotherVersionAndWhatIsNoDocument() {
    assertThatThrownBy(() -> CleanedDay.fromJson(STORED.replace(":1,", ":2,")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clean-up document's version is not 1: 2");
    assertThatThrownBy(() -> CleanedDay.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsKeyDistinguishesStartedFromCompleteCleanUps() {
    assertThat(CLEANED.key())
        .isEqualTo("_kcompact/clean/orders/dt=2026-11-22/20261122-1795413600.json");
    assertThat(CleanedDay.doneBy(CLEANED.key())).isEmpty();
    assertThat(CleanedDay.doneBy(CLEANED.doneKey()))
        .contains(new CleanedDay.By(DAY, "20261122-1795413600"));
    assertThat(CleanedDay.runOf(CLEANED.doneKey())).contains("20261122-1795413600");
    assertThat(CleanedDay.runOf("_kcompact/clean/orders/dt=2026-11-22/x/y.json")).isEmpty();
  }

  @Test
  void theNewestRunCounts() {
    String later = CLEANED.key().replace("1795413600", "1795413601");

    assertThat(CleanedDay.newest(List.of(later, CLEANED.key(), CLEANED.doneKey()))).contains(later);
    assertThat(CleanedDay.newest(List.of())).isEmpty();
  }
}
