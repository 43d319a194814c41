package dev.kcompact.testbed.faults;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a plan. Not thread-safe. */
final class FaultRun {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRun.class);
  private static final Duration LONGEST = Duration.ofSeconds(180);
  private static final double SHARE = 0.12;
  private static final int OBJECTS = 36;
  private static final int RECORDS = 20;

  /** Episodes without kills, for the remaining request faults. */
  private static final int MOST_QUIET = 8;

  /** The workflow's stack needs half a minute to start, which smaller runs avoid. */
  private static final int LEAST_FOR_FUNCTIONS = 100;

  private static final int QUIET_STEPS = 5;

  /** Each of two subtasks may have one open upload. */
  private static final int UPLOADS_PER_KILL = 2;

  private static final FaultStep QUIET =
      new FaultStep(FaultStep.JobAction.NEWEST, List.of(), List.of());

  private final FaultPlan plan;
  private final int requestFaults;
  private final Console console;
  private final Timeout timeout;
  private final FaultScript script;
  private final Totals totals = new Totals();
  private final List<String> failures = new ArrayList<>();
  private final List<String> openUploads = new ArrayList<>();
  private int steps;

  FaultRun(FaultPlan plan, int requestFaults, Console console) {
    this(plan, requestFaults, console, new Timeout(LONGEST));
  }

  /**
   * @param timeout within which every written object must be committed
   */
  FaultRun(FaultPlan plan, int requestFaults, Console console, Timeout timeout) {
    this.timeout = timeout;
    this.plan = plan;
    this.requestFaults = requestFaults;
    this.console = console;
    this.script = new FaultScript(plan.seed(), SHARE);
  }

  /** Runs the plan until a check or a step fails, and returns the results up to that point. */
  FaultReport run(Checkout checkout, WorkFolder work) throws InterruptedException {
    long started = System.nanoTime();
    String stopped = null;
    try {
      episodes(checkout, work);
      requireFewUploads();
      if (ofFunctions() > 0 && holds()) {
        functions(checkout, work);
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("The run ended early", e);
      stopped = String.valueOf(e.getMessage());
    }
    return report(stopped, (System.nanoTime() - started) / 1_000_000_000L);
  }

  private void episodes(Checkout checkout, WorkFolder work) throws Exception {
    try (FaultEnvironment environment = new FaultEnvironment(checkout, work, script);
        Console.Task progress = console.task("Fault steps", "steps", plan.steps())) {
      List<List<FaultStep>> episodes = new ArrayList<>(plan.episodes());
      for (int i = 0; i < episodes.size() && holds(); i++) {
        episode(i, episodes.get(i), environment, work.directory(), progress);
        boolean more = i == episodes.size() - 1 && i < plan.episodes().size() + MOST_QUIET;
        if (more && left() > 0) {
          episodes.add(Collections.nCopies(QUIET_STEPS, QUIET));
        }
      }
    }
  }

  private FaultReport report(@Nullable String stopped, long seconds) {
    return new FaultReport(
        plan.seed(),
        totals.kills(),
        script.total(),
        totals.total(),
        totals.lines(),
        script.injected(),
        script.notMet(),
        openUploads,
        failures,
        stopped,
        seconds);
  }

  /** The share of requests that the daily workflow's functions make. */
  private int ofFunctions() {
    return requestFaults < LEAST_FOR_FUNCTIONS ? 0 : requestFaults / 10;
  }

  /** More uploads would mean that even completed files leave some. */
  private void requireFewUploads() {
    long broken =
        script.injected().entrySet().stream()
            .filter(requests -> requests.getKey().contains(" upload"))
            .flatMap(requests -> requests.getValue().values().stream())
            .mapToLong(Integer::longValue)
            .sum();
    long most = UPLOADS_PER_KILL * (totals.kills() + steps) + broken;
    if (openUploads.size() > most) {
      failures.add(
          "%d uploads are open, and %d may be: %d for each kill and step, and one for each broken request of an upload"
              .formatted(openUploads.size(), most, UPLOADS_PER_KILL));
    }
  }

  private void functions(Checkout checkout, WorkFolder work) throws Exception {
    script.pause();
    console.say("Daily workflow with request faults");
    try (WorkflowEpisode episode =
        new WorkflowEpisode(
            checkout, work, script, FunctionProxies.StallTimes.SHORT, plan.seed())) {
      episode.begin();
      Outcome outcome = episode.run(requestFaults - script.total(), console);
      totals.add("run of the daily workflow", episode.runs(), outcome);
      totals.total(outcome);
      failures.addAll(episode.failures());
    }
  }

  private boolean holds() {
    return totals.total().holds() && failures.isEmpty();
  }

  private void episode(
      int number,
      List<FaultStep> episode,
      FaultEnvironment environment,
      Path work,
      Console.Task progress)
      throws Exception {
    String name = "episode-" + (number + 1) + "/";
    SampleDay day =
        SampleDay.of(
            SampleSpec.of(
                plan.seed() + number,
                LocalDate.now(SampleSpec.ZONE),
                OBJECTS * (episode.size() + 1),
                RECORDS));
    boolean usesQueue = (plan.seed() + number) % 2 == 0;
    try (Episode running =
        new Episode(
            name,
            day,
            usesQueue,
            environment,
            script,
            work.resolve("job").resolve(name),
            timeout)) {
      running.begin();
      for (FaultStep step : episode) {
        execute(running, step, share());
        progress.doneTo(++steps);
      }
      totals.total(running.end());
      openUploads.addAll(running.openUploads());
      failures.addAll(running.failures());
    }
  }

  private int left() {
    return requestFaults - ofFunctions() - script.total();
  }

  /** The remaining faults, divided among the remaining steps. */
  private int share() {
    int stepsLeft = Math.max(1, plan.steps() - steps);
    return (left() + stepsLeft - 1) / stepsLeft;
  }

  private void execute(Episode episode, FaultStep step, int faults) throws Exception {
    if (!holds() || (step.equals(QUIET) && faults <= 0)) {
      return;
    }
    script.pause();
    long started = System.nanoTime();
    Outcome outcome = episode.execute(step, OBJECTS, faults);
    totals.add(step, outcome);
    totals.total(outcome);
    console.say(
        "  %s, kills %s: %d records in, %s, %d s, %d requests broken so far"
            .formatted(
                step.action().label(),
                step.all().map(kill -> kill.target().name()).toList(),
                outcome.in(),
                outcome.holds()
                    ? "all exactly once"
                    : outcome.lost()
                        + " lost, "
                        + outcome.duplicated()
                        + " duplicated, "
                        + outcome.wrong()
                        + " wrong",
                (System.nanoTime() - started) / 1_000_000_000L,
                script.total()));
  }
}
