package dev.kcompact.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.contract.message.TableDayEvent.Status;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One small day from raw objects to partitions and events, with the job's fat jar, the functions'
 * zip and the deployed state machine. {@link WholeSystemIT} has the other cases.
 */
class WholeDayIT {
  private static final LocalDate DATE = LocalDate.now(SampleSpec.ZONE).minusDays(1);
  private static final SampleDay DAY = SampleDay.of(SampleSpec.of(21, DATE, 120, 20));
  private static final int TABLES = 5;

  @Test
  void isCompactedFinalizedAndPublishedWithEveryRecord(@TempDir Path directory) throws Exception {
    try (CompactedDays days = new CompactedDays(directory, List.of(DAY))) {
      assertThat(days.check(DAY).compacted()).matches(report -> report.holds());
      assertThat(days.sample().audit(DATE))
          .hasSize(TABLES - 1)
          .allSatisfy((table, audit) -> assertThat(audit.coverage().isComplete()).isTrue());

      assertThat(days.run(DATE).status()).isEqualTo("SUCCEEDED");

      String run = days.lastRun(DATE);
      assertThat(days.locations(DATE))
          .hasSize(TABLES)
          .allSatisfy((table, location) -> assertThat(location).contains("/run=" + run));
      assertThat(days.check(DAY).publishedRun()).contains(run);
      assertThat(days.check(DAY).finalized(run)).matches(report -> report.holds());
      assertThat(days.events(DATE, run))
          .hasSize(TABLES)
          .allMatch(event -> event.status() == Status.PUBLISHED);
      assertThat(days.lockState(DATE)).isEqualTo("FREE");
      assertThat(days.incidents(DATE)).isEmpty();

      assertThat(days.command("rollback", DATE)).isEqualTo(ExitCode.SUCCESS);
      assertThat(days.locations(DATE)).isEmpty();
    }
  }
}
