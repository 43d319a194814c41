package dev.kcompact.testbed.faults;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.faults.Tally.Outcome;
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

/** Carries out a plan. Belongs to one thread. */
final class FaultRun {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRun.class);
  private static final Duration LONGEST = Duration.ofSeconds(180);
  private static final double SHARE = 0.12;
  private static final int OBJECTS = 36;
  private static final int RECORDS = 20;

  /** Chapters without a kill, for the request faults that the others left over. */
  private static final int MOST_QUIET = 8;

  /** The stack of the workflow takes half a minute to start. */
  private static final int LEAST_FOR_FUNCTIONS = 100;

  private static final int QUIET_BLOWS = 5;

  /** Each of two subtasks may have one open. */
  private static final int UPLOADS_A_DEATH = 2;

  private static final Blow QUIET = new Blow(Turn.NEWEST, List.of(), List.of());

  private final FaultPlan plan;
  private final int requestFaults;
  private final Console console;
  private final Patience patience;
  private final FaultScript script;
  private final Tally tally = new Tally();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> openUploads = new ArrayList<>();
  private int blows;

  FaultRun(FaultPlan plan, int requestFaults, Console console) {
    this(plan, requestFaults, console, new Patience(LONGEST));
  }

  /**
   * @param patience until what was put has to be committed
   */
  FaultRun(FaultPlan plan, int requestFaults, Console console, Patience patience) {
    this.patience = patience;
    this.plan = plan;
    this.requestFaults = requestFaults;
    this.console = console;
    this.script = new FaultScript(plan.seed(), SHARE);
  }

  /**
   * Carries out the plan, until something does not hold, or cannot be done.
   *
   * @return what was found until then
   */
  FaultReport run(Checkout checkout, WorkFolder work) throws InterruptedException {
    long started = System.nanoTime();
    String stopped = null;
    try {
      chapters(checkout, work);
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

  private void chapters(Checkout checkout, WorkFolder work) throws Exception {
    try (FaultStage stage = FaultStage.start(checkout, work, script);
        Console.Task progress = console.task("Blows", "blows", plan.blows())) {
      List<List<Blow>> chapters = new ArrayList<>(plan.chapters());
      for (int i = 0; i < chapters.size() && holds(); i++) {
        chapter(i, chapters.get(i), stage, work.directory(), progress);
        boolean more = i == chapters.size() - 1 && i < plan.chapters().size() + MOST_QUIET;
        if (more && left() > 0) {
          chapters.add(Collections.nCopies(QUIET_BLOWS, QUIET));
        }
      }
    }
  }

  private FaultReport report(@Nullable String stopped, long seconds) {
    return new FaultReport(
        plan.seed(),
        tally.kills(),
        script.total(),
        tally.total(),
        tally.lines(),
        script.injected(),
        script.notMet(),
        openUploads,
        complaints,
        stopped,
        seconds);
  }

  /** The share of the requests that the daily workflow's functions make. */
  private int ofFunctions() {
    return requestFaults < LEAST_FOR_FUNCTIONS ? 0 : requestFaults / 10;
  }

  /** More would be left by files that came to their end, and not by deaths alone. */
  private void requireFewUploads() {
    long broken =
        script.injected().entrySet().stream()
            .filter(requests -> requests.getKey().contains(" upload"))
            .flatMap(requests -> requests.getValue().values().stream())
            .mapToLong(Integer::longValue)
            .sum();
    long most = UPLOADS_A_DEATH * (tally.kills() + blows) + broken;
    if (openUploads.size() > most) {
      complaints.add(
          "%d uploads are open, and %d may be: %d for each kill and blow, and one for each broken request of an upload"
              .formatted(openUploads.size(), most, UPLOADS_A_DEATH));
    }
  }

  private void functions(Checkout checkout, WorkFolder work) throws Exception {
    script.pause();
    console.say("The daily workflow, with requests of its functions broken");
    try (WorkflowChapter chapter =
        new WorkflowChapter(checkout, work, script, Stalls.SHORT, plan.seed())) {
      chapter.begin();
      Outcome outcome = chapter.run(requestFaults - script.total(), console);
      tally.add("run of the daily workflow", chapter.runs(), outcome);
      tally.total(outcome);
      complaints.addAll(chapter.complaints());
    }
  }

  private boolean holds() {
    return tally.total().holds() && complaints.isEmpty();
  }

  private void chapter(
      int number, List<Blow> chapter, FaultStage stage, Path work, Console.Task progress)
      throws Exception {
    String name = "chapter-" + (number + 1) + "/";
    SampleDay day =
        SampleDay.of(
            SampleSpec.of(
                plan.seed() + number,
                LocalDate.now(SampleSpec.ZONE),
                OBJECTS * (chapter.size() + 1),
                RECORDS));
    boolean isTold = (plan.seed() + number) % 2 == 0;
    try (Chapter running =
        new Chapter(
            name, day, isTold, stage, script, work.resolve("job").resolve(name), patience)) {
      running.begin();
      for (Blow blow : chapter) {
        deal(running, blow, share());
        progress.doneTo(++blows);
      }
      tally.total(running.end());
      openUploads.addAll(running.openUploads());
      complaints.addAll(running.complaints());
    }
  }

  private int left() {
    return requestFaults - ofFunctions() - script.total();
  }

  /** What is left, spread over the blows that are left. */
  private int share() {
    int blowsLeft = Math.max(1, plan.blows() - blows);
    return (left() + blowsLeft - 1) / blowsLeft;
  }

  private void deal(Chapter chapter, Blow blow, int faults) throws Exception {
    if (!holds() || (blow.equals(QUIET) && faults <= 0)) {
      return;
    }
    script.pause();
    long started = System.nanoTime();
    Outcome outcome = chapter.deal(blow, OBJECTS, faults);
    tally.add(blow, outcome);
    tally.total(outcome);
    console.say(
        "  %s, kills %s: %d records in, %s, %d s, %d requests broken so far"
            .formatted(
                blow.turn().told(),
                blow.all().map(kill -> kill.victim().name()).toList(),
                outcome.in(),
                outcome.holds()
                    ? "all there once"
                    : outcome.lost()
                        + " lost, "
                        + outcome.doubled()
                        + " doubled, "
                        + outcome.wrong()
                        + " wrong",
                (System.nanoTime() - started) / 1_000_000_000L,
                script.total()));
  }
}
