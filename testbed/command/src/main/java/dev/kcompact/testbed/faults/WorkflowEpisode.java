package dev.kcompact.testbed.faults;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.testbed.demo.SampleStack;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.LocalStack;
import dev.kcompact.testbed.stack.StartedResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finalizes one day repeatedly while requests of the functions to S3, DynamoDB, Glue, Step
 * Functions, Kafka and ServiceNow are broken. Every run must either succeed or report its failure,
 * the next run without faults must succeed, and the published data must be correct after each. Not
 * thread-safe.
 */
final class WorkflowEpisode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkflowEpisode.class);
  private static final Duration TIMEOUT = Duration.ofMinutes(8);
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final int OBJECTS = 40;
  private static final int RECORDS = 10;

  /** Resolved, closed, canceled. */
  private static final Set<String> ENDED = Set.of("6", "7", "8");

  private static final int MOST_RUNS = 50;

  /** The minimum number of faults for each kind of request to meet each fault. */
  private static final int THOROUGH = 150;

  private static final String FUNCTIONS = "functions: ";

  /** A request of Plan, without which no day is finalized. */
  private static final String REFUSED = FUNCTIONS + "LIST lake";

  /** Rounds without a new fault before the search ends. */
  private static final int STALE = 4;

  /** About a third of a run's requests. */
  private static final int FAULTS_A_RUN = 30;

  private final FaultScript script;
  private final SampleDay day;
  private final Path scratch;
  private final StartedResources resources = new StartedResources();
  private final LocalStack stack;
  private final SampleStack sample;
  private final List<String> failures = new ArrayList<>();
  private Outcome found;
  private int runs;

  WorkflowEpisode(
      Checkout checkout,
      WorkFolder work,
      FaultScript script,
      FunctionProxies.StallTimes stalls,
      long seed)
      throws InterruptedException, IOException {
    this.script = script;
    this.day = SampleDay.of(SampleSpec.of(seed, LocalDate.now(SampleSpec.ZONE), OBJECTS, RECORDS));
    this.found = new Outcome(day.records(), 0, 0, 0);
    this.scratch = Files.createDirectories(work.directory().resolve("check"));
    // The fault environment's buckets contain other episodes.
    work.clear();
    Files.createDirectories(scratch);
    try {
      FunctionProxies redirect = resources.add(new FunctionProxies(work, script, stalls));
      stack = resources.add(LocalStack.start(checkout, work, redirect));
      sample = resources.add(new SampleStack(checkout, stack));
    } catch (RuntimeException | Error | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Lets the streaming job compact the day, without faults. */
  void begin() throws Exception {
    try (FlinkJob job = sample.startJob(day.spec().date(), MAX_WAIT, 1)) {
      sample.write(day, () -> {});
      boolean compacted = new Timeout(TIMEOUT).await(() -> compacted() == day.records());
      if (!compacted || job.waitFor(Duration.ZERO).isPresent()) {
        failures.add("the day was not compacted before the workflow ran");
      }
    }
  }

  private long compacted() {
    return sample.lake().files("compacted/").stream()
        .mapToLong(file -> file.lineage().lineage().rows())
        .sum();
  }

  /**
   * Finalizes the day until this many requests were broken. If the number is large, starts with
   * faults that a kind of request has not met yet, until {@link #STALE} consecutive rounds meet
   * none of them.
   *
   * @return the worst outcome of the day's records over all runs
   */
  Outcome run(int faults, Console console) throws Exception {
    int from = script.total();
    if (faults >= THOROUGH) {
      script.onlyNew(true);
      meetEachFault(console);
      script.onlyNew(false);
    }
    while (script.total() - from < faults && canGoOn()) {
      runOnce(Math.min(FAULTS_A_RUN, faults - (script.total() - from)), console);
    }
    return found;
  }

  /**
   * Each round begins with a run that fails with an error that is not retried, because only then is
   * an incident opened, which the next run resolves.
   */
  private void meetEachFault(Console console) throws Exception {
    for (int stale = 0; stale < STALE && canGoOn(); ) {
      int before = script.total();
      script.refuse(REFUSED);
      script.allow(FAULTS_A_RUN);
      execute();
      runOnce(FAULTS_A_RUN, console);
      boolean metNew = script.total() > before + 1;
      stale = hasMetAll() ? STALE : metNew ? 0 : stale + 1;
    }
  }

  /** Whether each known kind of request has met each of its faults. */
  private boolean hasMetAll() {
    return script.notMet().keySet().stream().noneMatch(label -> label.startsWith(FUNCTIONS));
  }

  private boolean canGoOn() {
    return runs < MOST_RUNS && found.holds() && failures.isEmpty();
  }

  private void runOnce(int faults, Console console) throws Exception {
    script.allow(faults);
    Execution broken = execute();
    script.pause();
    if (!broken.succeeded()) {
      LOG.info("{}: {}", broken.name(), broken.reason());
      Execution faultless = execute();
      if (!faultless.succeeded()) {
        failures.add("a run without faults failed after one with faults: " + faultless.reason());
      }
      requireNoIncident();
    }
    found = found.plus(PublishedDayCheck.at(sample, day, scratch, failures::add));
    console.say(
        "  run %d: %s, %d requests broken so far"
            .formatted(
                runs,
                broken.succeeded() ? "succeeded" : "failed, and the next one succeeded",
                script.total()));
  }

  private void requireNoIncident() {
    List<String> open =
        stack.serviceNow().incidents().stream()
            .filter(incident -> !ENDED.contains(incident.getOrDefault("state", "")))
            .map(incident -> incident.getOrDefault("correlation_id", ""))
            .toList();
    if (!open.isEmpty()) {
      failures.add("incidents are open after a run without faults: " + open);
    }
  }

  private Execution execute() throws InterruptedException {
    runs++;
    return sample
        .workflow()
        .follow(
            sample.workflow().start("{\"date\":\"" + day.spec().date() + "\"}"),
            TIMEOUT,
            state -> {});
  }

  int runs() {
    return runs;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    resources.close();
  }
}
