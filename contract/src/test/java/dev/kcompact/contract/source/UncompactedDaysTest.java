package dev.kcompact.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class UncompactedDaysTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  @Test
  void areThoseWithObjectsAndNoFile() {
    UncompactedDays days = new UncompactedDays();
    for (int day : new int[] {0, 1, 2, 5, 7, 8}) {
      days.addObject(FIRST.plusDays(day));
    }
    days.addFile(FIRST.plusDays(2));
    days.addFile(FIRST.plusDays(3));

    assertThat(days.days()).hasSize(5).doesNotContain(FIRST.plusDays(2));
    assertThat(days).hasToString("2026-11-01 to 2026-11-02, 2026-11-06, 2026-11-08 to 2026-11-09");
  }

  @Test
  void manyRangesAreCut() {
    UncompactedDays days = new UncompactedDays();
    for (int day = 0; day < 24; day += 2) {
      days.addObject(FIRST.plusDays(day));
    }

    assertThat(days.toString()).endsWith("2026-11-19 and later ones");
    assertThat(new UncompactedDays()).hasToString("");
  }
}
