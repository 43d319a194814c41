package dev.kcompact.testbed.faults;

import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.testbed.check.RowOracle;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.faults.Tally.Outcome;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.S3ObjectSink;
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
 * Some minutes of faults on a lake and a source of its own: after each blow everything that was put
 * must be committed, once and right. Belongs to one thread.
 */
final class Chapter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chapter.class);
  private static final Duration PACE = Duration.ofMillis(120);
  private static final int FIRST_OBJECTS = 16;

  private final Patience patience;
  private final String name;
  private final SampleDay day;
  private final FaultStage stage;
  private final FaultScript script;
  private final Path scratch;
  private final S3Client s3;
  private final CompactedLake lake;
  private final JobKeeper job;
  private final Arrivals arrivals;
  private final RowOracle oracle;
  private final List<String> complaints = new ArrayList<>();
  private List<String> openUploads = List.of();
  private Outcome before = new Outcome(0, 0, 0, 0);

  /**
   * @param name of its lake and source, ends with a slash
   * @param day what arrives
   * @param isTold whether a queue tells the job of objects; else it lists them
   * @param folder where it keeps its files
   * @param patience until what was put has to be committed
   */
  Chapter(
      String name,
      SampleDay day,
      boolean isTold,
      FaultStage stage,
      FaultScript script,
      Path folder,
      Patience patience)
      throws IOException {
    this.patience = patience;
    this.name = name;
    this.day = day;
    this.stage = stage;
    this.script = script;
    this.scratch = Files.createDirectories(folder.resolve("check"));
    this.s3 = stage.s3Client();
    this.lake =
        new CompactedLake(
            new S3Store(s3, URI.create("s3://" + Endpoints.LAKE_BUCKET + "/" + name)));
    JobProperties properties = stage.properties(name);
    ObjectSink sink = new S3ObjectSink(s3, Endpoints.SOURCE_BUCKET, name);
    if (isTold) {
      URI queue = stage.queues().create(name.replace("/", ""));
      properties
          .put("kcompact", "notifications.queue", stage.queues().detour(queue).toString())
          .put("kcompact", "discovery.sweep-interval", "20s");
      sink = stage.queues().telling(sink, name, queue);
    }
    Path file = properties.write(folder.resolve("application_properties.json"));
    this.job = new JobKeeper(stage.cluster(), folder, file);
    this.arrivals = new Arrivals(day, sink, PACE);
    this.oracle =
        new RowOracle(
            day, stage.configuration(), new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, name), scratch);
  }

  /** Starts the job, and takes the savepoint that will be old. */
  void begin() throws Exception {
    job.start(null);
    arrivals.allow(FIRST_OBJECTS);
    settle();
    arrivals.allow(FIRST_OBJECTS);
    job.saveForLater();
    settle();
    before = look();
  }

  /**
   * Deals a blow while objects arrive, and looks at what came of it.
   *
   * @param faults how many requests are to be broken meanwhile
   * @return what came of the records that were put since the last look
   */
  Outcome deal(Blow blow, int objects, int faults) throws Exception {
    arrivals.allow(objects);
    script.allow(faults);
    strike(blow.kills());
    String second = "";
    if (blow.turn() == Turn.RESCALE) {
      job.rescale();
    } else if (blow.turn() == Turn.SECOND_JOB) {
      second = job.startSecond();
    }
    if (blow.kills(Victim.JOB_MANAGER)) {
      stage.cluster().startJobManager();
      job.startAgain(blow.turn());
    }
    strike(blow.afterwards());
    stage.awaitServers();
    if (!second.isEmpty()) {
      endSecond(second);
    }
    settle();
    Outcome all = look();
    Outcome since = all.since(before);
    before = all;
    return since;
  }

  private void strike(List<Kill> kills) throws InterruptedException {
    long start = System.nanoTime();
    for (Kill kill : kills) {
      long wait = TimeUnit.MILLISECONDS.toNanos(kill.afterMillis()) - (System.nanoTime() - start);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      stage.kill(kill);
    }
  }

  /** It must see that the lake is taken, and end by itself. */
  private void endSecond(String second) throws Exception {
    if (!patience.until(() -> job.hasFailed(second))) {
      complaints.add("the second job on the same lake did not end: " + second);
      job.cancel(second);
    }
  }

  /** Waits until all that was allowed is committed; what is not then counts as lost. */
  private void settle() throws Exception {
    if (!patience.until(() -> committed() >= arrivals.expectedRecords())) {
      LOG.warn(
          "{} records were put and {} are committed after {} s",
          arrivals.expectedRecords(),
          committed(),
          patience.longest().toSeconds());
    }
  }

  private long committed() {
    try {
      return lake.files("compacted/").stream()
          .mapToLong(file -> file.lineage().lineage().rows())
          .sum();
    } catch (CommandException e) {
      LOG.info("{}; will look again", e.getMessage());
      return 0;
    }
  }

  /** What cannot be read is as bad as what is not there: the servers are up, and asked directly. */
  private Outcome look() {
    try {
      oracle.readNew();
    } catch (IOException | RuntimeException e) {
      LOG.error("The lake cannot be read", e);
      complaints.add("the lake cannot be read: " + e.getMessage());
    }
    RowOracle.Verdict verdict = oracle.verdict(arrivals.put());
    verdict.first().forEach(difference -> LOG.error("{}", difference));
    return Outcome.of(verdict);
  }

  /**
   * Lets the rest of the day come, and holds everything against it once more, from the beginning:
   * rows, lineage, dead letters.
   *
   * @return what came of the records that were put since the last look
   */
  Outcome end() throws Exception {
    script.pause();
    arrivals.allowAll();
    settle();
    Outcome all = look();
    complaints.addAll(
        new LastLook(s3, name, day, stage.configuration(), stage.kafka(), scratch).complaints());
    job.cancel(job.job());
    Leftovers left = Leftovers.in(s3, Endpoints.LAKE_BUCKET, name);
    openUploads = left.openUploads();
    if (!left.others().isEmpty()) {
      complaints.add("neither files of the lake nor the job's own: " + left.others());
    }
    return all.since(before);
  }

  /** Keys of uploads that were neither completed nor aborted when the chapter had ended. */
  List<String> openUploads() {
    return openUploads;
  }

  /** What does not hold beside the rows, each in words. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    arrivals.close();
    oracle.close();
    s3.close();
  }
}
