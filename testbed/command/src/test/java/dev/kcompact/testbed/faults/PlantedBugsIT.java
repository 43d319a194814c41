package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.faults.FaultStep.JobAction;
import dev.kcompact.testbed.faults.FaultStep.KillTarget;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Verifies that the fault tests detect bugs that are added to the job. */
@Tag("long")
class PlantedBugsIT {
  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", "."), "../.."));
  private static final Timeout TIMEOUT = new Timeout(Duration.ofSeconds(90));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void seesFilesThatAreCommittedBeforeTheirCheckpoint() throws Exception {
    // A step's first file is closed about two seconds after its first object arrives.
    FaultStep[] steps =
        IntStream.of(2900, 3300, 3700, 4100, 4500, 5000, 5500, 6000)
            .mapToObj(millis -> List.of(killed(KillTarget.TASK_MANAGER, millis)))
            .map(kills -> new FaultStep(JobAction.NEWEST, kills, List.of()))
            .toArray(FaultStep[]::new);

    Outcome found = with(PlantedBug.COMMITS_BEFORE_THE_CHECKPOINT, 0, steps);

    assertThat(found.duplicated()).isPositive();
  }

  @Test
  void seesObjectsOfAListingPageThatWasSkipped() throws Exception {
    FaultStep quiet = new FaultStep(JobAction.NEWEST, List.of(), List.of());

    Outcome found = with(PlantedBug.SKIPS_A_LISTING_PAGE, 120, quiet, quiet, quiet);

    assertThat(found.lost()).isPositive();
  }

  @Test
  void seesObjectsThatLineageLeavesOut() throws Exception {
    FaultStep step =
        new FaultStep(
            JobAction.NO_STATE,
            List.of(killed(KillTarget.TASK_MANAGER, 1500), killed(KillTarget.JOB_MANAGER, 2000)),
            List.of());

    Outcome found = with(PlantedBug.DROPS_A_LINEAGE_ENTRY, 0, step);

    assertThat(found.duplicated()).isPositive();
  }

  private static FaultStep.Kill killed(KillTarget target, int afterMillis) {
    return new FaultStep.Kill(target, afterMillis, 0);
  }

  private Outcome with(PlantedBug bug, int requestFaults, FaultStep... steps) throws Exception {
    Checkout checkout = bug.in(HOME, folder);
    FaultPlan plan = new FaultPlan(1, List.of(List.of(steps)));
    try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
      FaultReport report =
          new FaultRun(plan, requestFaults, Console.ofThisProcess(), TIMEOUT).run(checkout, work);
      System.out.println("Planted: " + bug);
      report.table().forEach(System.out::println);
      report.failures().forEach(System.out::println);
      return report.total();
    }
  }
}
