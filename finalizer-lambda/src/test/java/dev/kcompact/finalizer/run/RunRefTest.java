package dev.kcompact.finalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RunRefTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @Test
  void namesSortAsTheirTokens() {
    assertThat(RunRef.of(DAY, 7).run()).isEqualTo("20261122-0000000007");
    assertThat(RunRef.of(DAY, 999_999_999).run()).isLessThan(RunRef.of(DAY, 1_000_000_000).run());
  }

  @Test
  void documentsLieBelowTheRun() {
    assertThat(RunRef.of(DAY, 7).key("plan.json"))
        .isEqualTo("_kcompact/runs/2026-11-22/20261122-0000000007/plan.json");
  }

  @Test
  void refusesANameThatWouldLeaveItsFolder() {
    assertThatThrownBy(() -> new RunRef(DAY, "../x", 1))
        .hasMessage("run is empty or contains a slash: ../x");
    assertThatThrownBy(() -> new RunRef(DAY, "x", 0)).hasMessage("token is not positive: 0");
  }
}
