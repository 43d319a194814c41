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
 * A series of fault steps on a lake and a source of its own: after each step every object that was
 * put must be committed once and without a change. Belongs to one thread.
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
   * @param name of its lake and source, ends with a slash
   * @param day what arrives
   * @param usesQueue whether the job is notified of objects by a queue; else it lists them
   * @param folder where it keeps its files
   * @param timeout within which every object that was put must be committed
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

  /** Starts the job, and takes the savepoint that later steps start from. */
  void begin() throws Exception {
    job.start(null);
    arrivals.allow(FIRST_OBJECTS);
    awaitCommits();
    arrivals.allow(FIRST_OBJECTS);
    job.takeOldSavepoint();
    awaitCommits();
    before = readLake();
  }

  /**
   * Carries out a step while objects arrive, and checks every record.
   *
   * @param faults how many requests are to be broken meanwhile
   * @return the outcome of the records that were put since the last check
   */
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

  /** It must see that the lake is taken, and end by itself. */
  private void endSecond(String second) throws Exception {
    if (!timeout.await(() -> job.hasFailed(second))) {
      failures.add("the second job on the same lake did not end: " + second);
      job.cancel(second);
    }
  }

  /** Waits until all that was allowed is committed; what is not then counts as lost. */
  private void awaitCommits() throws Exception {
    if (!timeout.await(() -> committed() >= arrivals.expectedRecords())) {
      LOG.warn(
          "{} records were put and {} are committed after {} s",
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
      LOG.info("{}; trying again", e.getMessage());
      return 0;
    }
  }

  /** A lake that cannot be read is a failure: the servers are up, and no proxy is between. */
  private Outcome readLake() {
    try {
      oracle.readNew();
    } catch (IOException | RuntimeException e) {
      LOG.error("The lake cannot be read", e);
      failures.add("the lake cannot be read: " + e.getMessage());
    }
    RowOracle.Result result = oracle.result(arrivals.put());
    result.first().forEach(difference -> LOG.error("{}", difference));
    return Outcome.of(result);
  }

  /**
   * Lets the rest of the day arrive, and checks rows, lineage and dead letters against it from the
   * beginning.
   *
   * @return the outcome of the records that were put since the last check
   */
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
      failures.add("neither files of the lake nor the job's own: " + left.others());
    }
    return all.since(before);
  }

  /** Keys of uploads that were neither completed nor aborted when the episode had ended. */
  List<String> openUploads() {
    return openUploads;
  }

  /** What does not hold beside the rows, each in words. */
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
