package dev.kcompact.local.demo;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.local.audit.Audit;
import dev.kcompact.local.audit.Audit.TableAudit;
import dev.kcompact.local.audit.CompactedLake;
import dev.kcompact.local.check.CheckResult;
import dev.kcompact.local.check.DayCheck;
import dev.kcompact.local.check.GluePublishedTables;
import dev.kcompact.local.check.KafkaMessageLog;
import dev.kcompact.local.check.S3LakeFiles;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.console.Console.Task;
import dev.kcompact.local.job.FlinkJob;
import dev.kcompact.local.job.JobProperties;
import dev.kcompact.local.process.ServerException;
import dev.kcompact.local.report.Polling;
import dev.kcompact.local.report.RequestCount;
import dev.kcompact.local.report.RequestCount.Role;
import dev.kcompact.local.report.RequestKind;
import dev.kcompact.local.report.RunReport;
import dev.kcompact.local.sample.S3ObjectSink;
import dev.kcompact.local.sample.SampleDay;
import dev.kcompact.local.sample.SampleSpec;
import dev.kcompact.local.sample.SampleWriter;
import dev.kcompact.local.stack.Endpoints;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.LocalStack;
import dev.kcompact.local.stack.WorkFolder;
import dev.kcompact.local.tree.S3Tree;
import dev.kcompact.local.workflow.DailyWorkflow;
import dev.kcompact.local.workflow.Execution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * One demo, from the first object to the report. The job runs all the while objects are written, as
 * it would beside Kafka Connect.
 */
final class DemoRun {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final int WRITERS = 8;

  private final DemoOptions options;
  private final Home home;
  private final WorkFolder folder;
  private final LocalStack stack;
  private final Console console;
  private final Phases phases;
  private final RequestMeter meter;
  private final SampleSpec spec;
  private final SampleDay day;
  private final List<CheckResult> checks = new ArrayList<>();

  DemoRun(
      DemoOptions options,
      Home home,
      WorkFolder folder,
      LocalStack stack,
      Console console,
      Phases phases) {
    this.options = options;
    this.home = home;
    this.folder = folder;
    this.stack = stack;
    this.console = console;
    this.phases = phases;
    meter = new RequestMeter(stack.endpoints().s3Requests());
    spec = options.sample();
    day = SampleDay.of(spec);
  }

  RunReport run() throws IOException, InterruptedException {
    meter.take("start");
    try (S3Client s3 = stack.clients().s3(stack.endpoints().s3());
        GlueClient glue = stack.clients().glue(stack.endpoints().aws());
        SfnClient stepFunctions = stack.clients().stepFunctions(stack.endpoints().aws())) {
      CompactedLake lake = new CompactedLake(new S3Tree(s3, root(Endpoints.LAKE_BUCKET)));
      Polling polling = compact(s3, lake);
      DayCheck check = dayCheck(s3, glue);
      Execution execution = finalizeDay(stepFunctions);
      Map<String, TableAudit> audits = check(s3, lake, check);
      return new DemoReport(options, spec, stack, phases, meter)
          .build(audits, checks, polling, execution, glue);
    }
  }

  private static URI root(String bucket) {
    return URI.create("s3://" + bucket + "/");
  }

  /** Writes the day beside the running job and waits until the lake holds it. */
  private Polling compact(S3Client s3, CompactedLake lake)
      throws IOException, InterruptedException {
    try (FlinkJob job = phases.time("start job", this::startJob)) {
      phases.time("write objects", () -> write(s3));
      meter.take("write objects");
      try (Task progress = console.task("Compacting", "objects", spec.objects())) {
        phases.time(
            "compact",
            () -> new CompactionWatch(job, lake).await(spec.objects(), PATIENCE, progress));
      }
      meter.take("compact");
      Polling polling = phases.time("idle", () -> measurePolling(job));
      console.say("Stopping the job");
      return polling;
    }
  }

  private FlinkJob startJob() throws InterruptedException {
    console.say("Starting the streaming job");
    LocalDate today = LocalDate.now(SampleSpec.ZONE);
    long back = Math.max(1, ChronoUnit.DAYS.between(spec.date(), today));
    JobProperties properties =
        stack
            .jobProperties()
            .put("kcompact", "poll-interval", POLL.toString())
            .put("kcompact", "group.max-wait", options.maxWait().toString());
    if (back > 1) {
      // Older days are a sweep's business, and a demo does not wait for the usual one.
      properties
          .put("kcompact", "discovery.horizon-days", Long.toString(back + 1))
          .put("kcompact", "discovery.sweep-interval", "5s");
    }
    return stack.startJob(properties, options.parallelism(), CHECKPOINTS);
  }

  private long write(S3Client s3) throws IOException, InterruptedException {
    AtomicLong written = new AtomicLong();
    try (Task progress = console.task("Writing", "objects", spec.objects());
        S3ObjectSink sink = new S3ObjectSink(s3, Endpoints.SOURCE_BUCKET, "")) {
      return new SampleWriter(day, sink, WRITERS, () -> progress.doneTo(written.incrementAndGet()))
          .write();
    }
  }

  /** Counts the listings of a job with nothing to do. */
  private Polling measurePolling(FlinkJob job) throws InterruptedException {
    if (job.waitFor(IDLE).isPresent()) {
      throw new ServerException("The job ended early: see its log");
    }
    long lists =
        meter.take("idle").stream()
            .filter(count -> count.role() == Role.JOB && count.kind() == RequestKind.LIST)
            .mapToLong(RequestCount::count)
            .sum();
    long polls = IDLE.dividedBy(POLL);
    return new Polling(
        Duration.ofSeconds(10),
        (lists + polls - 1) / polls,
        "Measured: %d LISTs in %d polls with nothing new.".formatted(lists, polls));
  }

  private DayCheck dayCheck(S3Client s3, GlueClient glue) throws IOException {
    Path scratch = Files.createDirectories(folder.directory().resolve("check"));
    DayCheck.Outcome outcome =
        new DayCheck.Outcome(
            new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, ""),
            new KafkaMessageLog(stack.endpoints().kafka()),
            new GluePublishedTables(glue, Endpoints.GLUE_PREFIX),
            "kcompact.dead-letters",
            "kcompact.feedback");
    return new DayCheck(day, home.configuration(), outcome, scratch);
  }

  private Execution finalizeDay(SfnClient stepFunctions) throws IOException, InterruptedException {
    DailyWorkflow workflow = new DailyWorkflow(stepFunctions, stack.stateMachine());
    try (Task progress = console.task("Finalizing", "states", -1)) {
      AtomicLong entered = new AtomicLong();
      Execution execution =
          phases.time(
              "finalize",
              () ->
                  workflow.follow(
                      workflow.start("{\"date\":\"" + spec.date() + "\"}"),
                      PATIENCE.multipliedBy(4),
                      state -> progress.doneTo(entered.incrementAndGet())));
      meter.take("finalize");
      return execution;
    }
  }

  private Map<String, TableAudit> check(S3Client s3, CompactedLake lake, DayCheck check)
      throws IOException, InterruptedException {
    console.say("Checking every record from outside");
    return phases.time(
        "check",
        () -> {
          checks.addAll(check.compacted().results());
          // A run that published nothing must fail here; "none" is no run's name.
          String run = check.publishedRun().orElse("none");
          checks.addAll(check.finalized(run).results());
          TableCatalog catalog =
              TableCatalog.load(DefinitionFiles.readFolder(home.configuration()));
          S3Tree source = new S3Tree(s3, root(Endpoints.SOURCE_BUCKET));
          return new Audit(source, lake, catalog).run(spec.date());
        });
  }
}
