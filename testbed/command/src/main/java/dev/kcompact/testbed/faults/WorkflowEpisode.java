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
 * One day, finalized again and again while requests of the functions to S3, DynamoDB, Glue, Step
 * Functions, Kafka and ServiceNow are broken: a run either succeeds or fails and says so, and the
 * next one without a fault succeeds; what was published is right after each. Belongs to one thread.
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

  /** What it takes at least for each kind of request to meet each fault. */
  private static final int THOROUGH = 150;

  private static final String FUNCTIONS = "functions: ";

  /** A request of Plan's, without which no day is finalized. */
  private static final String REFUSED = FUNCTIONS + "LIST lake";

  /** Rounds without a new fault after which the search ends. */
  private static final int STALE = 4;

  /** About a third of what a run asks. */
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
    // The fault environment's buckets hold other episodes.
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

  /** Has the streaming job compact the day, without faults. */
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
   * Finalizes the day until so many requests were broken. Where these are many, faults that a kind
   * of request has not met yet come first, until {@link #STALE} rounds in a row meet none of them.
   *
   * @return the outcome of the day's records, the worst of all runs
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
   * Each round begins with a run that fails, by a refusal that nothing tries again: only then is an
   * incident opened, and resolved by the run behind it.
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

  /** Whether each kind of request that functions have made so far has met each of its faults. */
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

  /** Executions. */
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
