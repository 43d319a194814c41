package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Only the daily workflow's part of {@code kcompact faults}, with requests that stall longer than
 * the clients' timeouts, which takes half an hour.
 */
@Tag("long")
class FunctionFaultsIT {
  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", "."), "../.."));
  private static final int FAULTS = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void eachKindOfRequestMeetsEachFaultAndTheDayIsRight() throws Exception {
    FaultScript script = new FaultScript(5, 0.12);
    try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
        WorkflowEpisode episode =
            new WorkflowEpisode(
                HOME, work, script, FunctionProxies.StallTimes.BEYOND_CLIENT_TIMEOUTS, 5)) {
      episode.begin();
      Outcome outcome = episode.run(FAULTS, Console.ofThisProcess());

      System.out.println(script.injected());
      System.out.println("Not met: " + script.notMet());
      assertThat(episode.failures()).isEmpty();
      assertThat(outcome.holds()).as(outcome.toString()).isTrue();
      assertThat(script.total()).isGreaterThanOrEqualTo(FAULTS);
    }
  }
}
