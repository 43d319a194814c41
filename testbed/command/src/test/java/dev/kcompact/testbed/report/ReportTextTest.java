package dev.kcompact.testbed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTextTest {
  @Test
  void fitsEightyColumns() {
    for (RunReport report :
        List.of(
            ReportFixture.referenceDay(), ReportFixture.brokenDay(), ReportFixture.smallDay())) {
      assertThat(ReportText.of(report))
          .allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    }
  }

  @Test
  void columnsLineUp() {
    List<String> lines = ReportText.of(ReportFixture.referenceDay());

    assertThat(lines.subList(0, 3))
        .containsExactly(
            "Table              Objects      Raw  Files  Parquet       Rows Corrupt Published",
            "-".repeat(80),
            "orders              36,400   339 MB      2    53 MB    341,206   1,021   332,679");
  }

  @Test
  void saysWhatMatters() {
    assertThat(ReportText.of(ReportFixture.referenceDay()))
        .contains(
            "Coverage   complete: 70,000 of 70,000 objects in exactly one file",
            "Requests   job: 70,023 GET, 199 LIST, 24 HEAD, 28 PUT, 4 DELETE",
            "Price      $0.030 for requests; listing one flat prefix every 10 s: $3.02 a day",
            "Workflow   SUCCEEDED in 21 s; 5 partitions, 3,317 Kafka messages",
            "Checks     10 of 10 passed, 2 min 45 s in all");
  }

  @Test
  void namesWhatFailedAndLetsNoControlCharacterThrough() {
    List<String> lines = ReportText.of(ReportFixture.brokenDay());

    assertThat(lines).contains("Coverage   NOT COMPLETE: 1 missing, 1 duplicated, 0 changed");
    assertThat(lines).anyMatch(line -> line.startsWith("  FAILED   "));
    assertThat(String.join("", lines)).doesNotContainPattern("\\p{Cntrl}");
  }
}
