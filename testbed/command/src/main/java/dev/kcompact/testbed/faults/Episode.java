package dev.kcompact.testbed.faults;

import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.testbed.check.RowOracle;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A series of fault steps on a separate lake and source: after each step, every written object must
 * be committed exactly once and unchanged. Not thread-safe.
 */
final class Episode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Episode.class);
  private static final Duration PACE = Duration.ofMillis(120);
  private static final int FIRST_OBJECTS = 16;

  private final Timeout timeout;
  private final String name;
  private final SampleDay day;
  private final FaultEnvironment environment;
  private final FaultScript script;
  private final Path scratch;
  private final S3Client s3;
  private final CompactedLake lake;
  private final JobOperator job;
  private final Arrivals arrivals;
  private final RowOracle oracle;
  private final List<String> failures = new ArrayList<>();
  private List<String> openUploads = List.of();
  private Outcome before = new Outcome(0, 0, 0, 0);

  /**
   * @param usesQueue whether the job is notified of objects by a queue instead of listing them
   * @param timeout within which every written object must be committed
   */
  Episode(
      String name,
      SampleDay day,
      boolean usesQueue,
      FaultEnvironment environment,
      FaultScript script,
      Path folder,
      Timeout timeout)
      throws IOException {
    this.timeout = timeout;
    this.name = name;
    this.day = day;
    this.environment = environment;
    this.script = script;
    this.scratch = Files.createDirectories(folder.resolve("check"));
    this.s3 = environment.s3Client();
    this.lake =
        new CompactedLake(
            new S3Store(s3, StorageLocation.parse("s3://" + Endpoints.LAKE_BUCKET + "/" + name)));
    JobProperties properties = environment.properties(name);
    ObjectSink sink = ObjectSink.ofBucket(s3, Endpoints.SOURCE_BUCKET, name);
    if (usesQueue) {
      URI queue = environment.queues().create(name.replace("/", ""));
      properties
          .put("kcompact", "notifications.queue", environment.queues().proxied(queue).toString())
          .put("kcompact", "discovery.sweep-interval", "20s");
      sink = environment.queues().notifying(sink, name, queue);
    }
    Path file = properties.write(folder.resolve("application_properties.json"));
    this.job = new JobOperator(environment.cluster(), folder, file);
    this.arrivals = new Arrivals(day, sink, PACE);
    this.oracle =
        new RowOracle(
            day,
            environment.configuration(),
            new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, name),
            scratch);
  }

  /** Starts the job, and takes the savepoint for later steps. */
  void begin() throws Exception {
    job.start(null);
    arrivals.allow(FIRST_OBJECTS);
    awaitCommits();
    arrivals.allow(FIRST_OBJECTS);
    job.takeOldSavepoint();
    awaitCommits();
    before = readLake();
  }

  /** Runs a step while objects arrive; returns the outcome of the records since the last check. */
  Outcome execute(FaultStep step, int objects, int faults) throws Exception {
    arrivals.allow(objects);
    script.allow(faults);
    carryOut(step.kills());
    String second = "";
    if (step.action() == FaultStep.JobAction.RESCALE) {
      job.rescale();
    } else if (step.action() == FaultStep.JobAction.SECOND_JOB) {
      second = job.startSecond();
    }
    if (step.kills(FaultStep.KillTarget.JOB_MANAGER)) {
      environment.cluster().startJobManager();
      job.restart(step.action());
    }
    carryOut(step.afterwards());
    environment.awaitServers();
    if (!second.isEmpty()) {
      endSecond(second);
    }
    awaitCommits();
    Outcome all = readLake();
    Outcome since = all.since(before);
    before = all;
    return since;
  }

  private void carryOut(List<FaultStep.Kill> kills) throws InterruptedException {
    long start = System.nanoTime();
    for (FaultStep.Kill kill : kills) {
      long wait = TimeUnit.MILLISECONDS.toNanos(kill.afterMillis()) - (System.nanoTime() - start);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      environment.kill(kill);
    }
  }

  /** The second job must detect the other job's lease, and end. */
  private void endSecond(String second) throws Exception {
    if (!timeout.await(() -> job.hasFailed(second))) {
      failures.add("the second job on the same lake did not end: " + second);
      job.cancel(second);
    }
  }

  /** Waits until all allowed records are committed; the others then count as lost. */
  private void awaitCommits() throws Exception {
    if (!timeout.await(() -> committed() >= arrivals.expectedRecords())) {
      LOG.warn(
          "{} records were written and {} are committed after {} s",
          arrivals.expectedRecords(),
          committed(),
          timeout.limit().toSeconds());
    }
  }

  private long committed() {
    try {
      return lake.files("compacted/").stream()
          .mapToLong(file -> file.lineage().lineage().rows())
          .sum();
    } catch (CommandException e) {
      LOG.info("{}; retrying", e.getMessage());
      return 0;
    }
  }

  /** The lake must be readable: the servers are up, and there is no proxy in between. */
  private Outcome readLake() {
    try {
      oracle.readNew();
    } catch (IOException | RuntimeException e) {
      LOG.error("Failed to read the lake", e);
      failures.add("failed to read the lake: " + e.getMessage());
    }
    RowOracle.Result result = oracle.result(arrivals.put());
    result.first().forEach(difference -> LOG.error("{}", difference));
    return Outcome.of(result);
  }

  /** Writes the rest of the day and checks everything; returns the outcome since the last check. */
  Outcome end() throws Exception {
    script.pause();
    arrivals.allowAll();
    awaitCommits();
    Outcome all = readLake();
    failures.addAll(
        new FinalCheck(s3, name, day, environment.configuration(), environment.kafka(), scratch)
            .failures());
    job.cancel(job.job());
    StrayObjects left = StrayObjects.in(s3, Endpoints.LAKE_BUCKET, name);
    openUploads = left.openUploads();
    if (!left.others().isEmpty()) {
      failures.add("unexpected objects in the lake: " + left.others());
    }
    return all.since(before);
  }

  /** Keys of uploads that were neither completed nor aborted. */
  List<String> openUploads() {
    return openUploads;
  }

  /** Failures other than those of rows, as text. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    arrivals.close();
    oracle.close();
    s3.close();
  }
}
