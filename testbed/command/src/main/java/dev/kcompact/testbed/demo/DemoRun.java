package dev.kcompact.testbed.demo;

import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.console.Console.Task;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.workflow.DailyWorkflow;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.report.RequestCount;
import dev.kcompact.testbed.report.RequestCount.Role;
import dev.kcompact.testbed.report.RequestKind;
import dev.kcompact.testbed.report.RunReport;
import dev.kcompact.testbed.report.RunReport.Polling;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One demo, from the first object to the report. The job runs while objects are written, as it
 * would with Kafka Connect.
 */
final class DemoRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration IDLE = Duration.ofSeconds(3);

  private final DemoOptions options;
  private final Checkout checkout;
  private final WorkFolder folder;
  private final LocalStack stack;
  private final Console console;
  private final Phases phases;
  private final RequestCounter meter;
  private final SampleSpec spec;
  private final SampleDay day;
  private final List<CheckResult> checks = new ArrayList<>();

  DemoRun(
      DemoOptions options,
      Checkout checkout,
      WorkFolder folder,
      LocalStack stack,
      Console console,
      Phases phases) {
    this.options = options;
    this.checkout = checkout;
    this.folder = folder;
    this.stack = stack;
    this.console = console;
    this.phases = phases;
    meter = new RequestCounter(stack.endpoints().s3Requests());
    spec = options.sample();
    day = SampleDay.of(spec);
  }

  RunReport run() throws IOException, InterruptedException {
    meter.take("start");
    try (SampleStack sample = new SampleStack(checkout, stack)) {
      Polling polling = compact(sample);
      Execution execution = finalizeDay(sample);
      Map<String, TableAudit> audits = check(sample);
      return new DemoReport(options, spec, stack, phases, meter)
          .build(audits, checks, polling, execution, sample.glue());
    }
  }

  /** Writes the day while the job is running, and waits until the lake contains it. */
  private Polling compact(SampleStack sample) throws IOException, InterruptedException {
    console.say("Starting the streaming job");
    try (FlinkJob job =
        phases.time(
            "start job",
            () -> sample.startJob(spec.date(), options.maxWait(), options.parallelism()))) {
      phases.time("write objects", () -> write(sample));
      meter.take("write objects");
      try (Task progress = console.task("Compacting", "objects", spec.objects())) {
        phases.time(
            "compact",
            () ->
                new CompactionProgress(job, sample.lake())
                    .await(spec.objects(), TIMEOUT, progress));
      }
      meter.take("compact");
      Polling polling = phases.time("idle", () -> measurePolling(job));
      console.say("Stopping the job");
      return polling;
    }
  }

  private long write(SampleStack sample) throws IOException, InterruptedException {
    AtomicLong written = new AtomicLong();
    try (Task progress = console.task("Writing", "objects", spec.objects())) {
      return sample.write(day, () -> progress.doneTo(written.incrementAndGet()));
    }
  }

  /** Counts the listings of an idle job. */
  private Polling measurePolling(FlinkJob job) throws InterruptedException {
    if (job.waitFor(IDLE).isPresent()) {
      throw new CommandException("The job ended early: see its log");
    }
    long lists =
        meter.take("idle").stream()
            .filter(count -> count.role() == Role.JOB && count.kind() == RequestKind.LIST)
            .mapToLong(RequestCount::count)
            .sum();
    long polls = IDLE.dividedBy(SampleStack.POLL);
    return new Polling(
        Duration.ofSeconds(10),
        (lists + polls - 1) / polls,
        "Measured: %d LISTs in %d polls without new objects, after a full day was written at once."
            .formatted(lists, polls));
  }

  private Execution finalizeDay(SampleStack sample) throws IOException, InterruptedException {
    DailyWorkflow workflow = sample.workflow();
    try (Task progress = console.task("Finalizing", "states", -1)) {
      AtomicLong entered = new AtomicLong();
      Execution execution =
          phases.time(
              "finalize",
              () ->
                  workflow.follow(
                      workflow.start("{\"date\":\"" + spec.date() + "\"}"),
                      TIMEOUT.multipliedBy(4),
                      state -> progress.doneTo(entered.incrementAndGet())));
      meter.take("finalize");
      return execution;
    }
  }

  private Map<String, TableAudit> check(SampleStack sample)
      throws IOException, InterruptedException {
    console.say("Checking every record");
    return phases.time(
        "check",
        () -> {
          Path scratch = Files.createDirectories(folder.directory().resolve("check"));
          DayCheck check = sample.check(day, sample.kafka(), scratch);
          checks.addAll(check.compacted().results());
          // A run that published nothing must fail here; "none" is not a run's name.
          String run = check.publishedRun().orElse("none");
          checks.addAll(check.finalized(run).results());
          return sample.audit(spec.date());
        });
  }
}
