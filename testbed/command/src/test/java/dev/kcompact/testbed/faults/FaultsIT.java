package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The five-minute form of {@code kcompact faults}, whose full run takes almost an hour. */
@Tag("long")
class FaultsIT {
  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", "."), "../.."));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void losesDoublesAndSpoilsNothing() throws Exception {
    FaultPlan plan = FaultPlan.of(3, 20);
    FaultReport report;
    try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
      report = new FaultRun(plan, 200, Console.ofThisProcess()).run(HOME, work);
    }

    report.table().forEach(System.out::println);
    assertThat(report.stopped()).isNull();
    assertThat(report.failures()).isEmpty();
    assertThat(report.total().in()).isPositive();
    assertThat(report.total().holds()).as(report.total().toString()).isTrue();
    assertThat(report.kills()).isEqualTo(20);
    assertThat(report.requestFaults()).isGreaterThanOrEqualTo(200);
  }
}
