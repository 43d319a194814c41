package dev.kcompact.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.local.audit.CompactedLake;
import dev.kcompact.local.aws.AwsClients;
import dev.kcompact.local.cluster.ClusterOptions;
import dev.kcompact.local.cluster.JobStart;
import dev.kcompact.local.cluster.StandaloneCluster;
import dev.kcompact.local.job.FlinkJobSettings;
import dev.kcompact.local.job.JobProperties;
import dev.kcompact.local.ports.FreePorts;
import dev.kcompact.local.process.ServerProcess;
import dev.kcompact.local.stack.Deployment;
import dev.kcompact.local.stack.Endpoints;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.Servers;
import dev.kcompact.local.stack.WorkFolder;
import dev.kcompact.local.tree.S3Tree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The packaged job on a cluster of separate JVMs, which stay up while objects arrive, come late and
 * are written again, the schema gains fields, and the job is stopped and started again and again.
 * What the JVMs hold in the last third of the time is held against what they held in the middle.
 * {@code -Dkcompact.soak=PT1H} says how long.
 */
@Tag("long")
class SoakIT {
  private static final Duration LONG = Duration.parse(System.getProperty("kcompact.soak", "PT2M"));
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final long PAUSE_NANOS = Duration.ofMillis(150).toNanos();
  private static final int STARTS = 9;

  /**
   * Soft references keep the classes of jobs that ended, some 4,700 each, for a second a free MiB
   * of heap. Less than the three that started in a third of the time.
   */
  private static final long CLASSES = 9_000;

  private static final Home HOME = new Home(Path.of(System.getProperty("basedir", "."), "../.."));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final AtomicBoolean isOver = new AtomicBoolean();
  private WorkFolder work;
  private ServerProcess server;
  private S3Client s3;
  private StandaloneCluster cluster;
  private SoakSource source;
  private JobStart start;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * What is held at one moment.
   *
   * @param checkpointBytes of the last checkpoint
   * @param openUploads in the lake
   */
  private record Sample(
      Vitals taskManager, Vitals jobManager, long checkpointBytes, long openUploads) {}

  @BeforeEach
  void start() throws Exception {
    work = WorkFolder.take(folder.resolve("work"));
    int port = new FreePorts().next();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    server = Servers.s3(HOME, work, port);
    AwsClients clients =
        new AwsClients(Endpoints.REGION, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY);
    s3 = clients.s3(endpoint);
    source = new SoakSource(s3, Endpoints.SOURCE_BUCKET, 11);
    upload();
    cluster =
        StandaloneCluster.start(
            HOME,
            folder.resolve("cluster"),
            new ClusterOptions(
                2,
                FlinkJobSettings.s3Plugin(
                    endpoint.toString(),
                    Endpoints.REGION,
                    Endpoints.ACCESS_KEY,
                    Endpoints.SECRET_KEY)),
            1);
    start =
        new JobStart(
            2,
            Duration.ofSeconds(1),
            folder.resolve("checkpoints").toUri(),
            properties(endpoint).write(folder.resolve("application_properties.json")),
            null);
  }

  @AfterEach
  void stop() {
    isOver.set(true);
    cluster.close();
    server.close();
    s3.close();
    work.close();
  }

  private static JobProperties properties(URI endpoint) {
    return JobProperties.read(HOME.configuration().resolve("job/application_properties.json"))
        .put("kcompact", "poll-interval", "300ms")
        .put("kcompact", "poll-interval.max", "1s")
        .put("kcompact", "group.max-wait", "3s")
        .put("kcompact", "lease.duration", "5s")
        .put("kcompact", "discovery.sweep-interval", "5s")
        .remove("kafka")
        .s3(endpoint.toString(), Endpoints.REGION, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY);
  }

  private void upload() throws IOException {
    Path definitions = folder.resolve("definitions");
    source.writeDefinitions(definitions);
    Deployment.uploadConfiguration(s3, definitions);
  }

  @Test
  void holdsNoMoreAtTheEndThanInTheMiddle() throws Exception {
    CompletableFuture<Void> writing = CompletableFuture.runAsync(this::write);
    String savepoint = null;
    for (int i = 0; i < STARTS; i++) {
      savepoint = runOnce(savepoint);
      source.addField();
      upload();
    }
    isOver.set(true);
    writing.join();
    String job = cluster.submit(start.from(savepoint));
    await("everything is committed", () -> committed() == source.objects());
    stopped(job);
    System.out.println(source);
    samples.forEach(System.out::println);

    requireEveryRecordOnce();
    assertThat(openUploads()).as("uploads that nobody will end").isZero();
    requireFlat("threads of the TaskManager", of -> of.taskManager().threads(), 8);
    requireFlat("threads of the JobManager", of -> of.jobManager().threads(), 8);
    requireFlat("open files of the TaskManager", of -> of.taskManager().files(), 16);
    requireFlat("open files of the JobManager", of -> of.jobManager().files(), 16);
    requireFlat("classes of the TaskManager", of -> of.taskManager().classes(), CLASSES);
    requireFlat("classes of the JobManager", of -> of.jobManager().classes(), CLASSES);
    requireFlat("heap of the TaskManager", of -> of.taskManager().liveBytes(), 16 << 20);
    requireFlat("heap of the JobManager", of -> of.jobManager().liveBytes(), 16 << 20);
    requireFlat("the checkpoint", Sample::checkpointBytes, 32 << 10);
    requireFlat("open uploads", Sample::openUploads, 4);
  }

  /** Runs the job for its part of the time, and returns its savepoint. */
  private String runOnce(@Nullable String from) throws Exception {
    long end = System.nanoTime() + LONG.dividedBy(STARTS).toNanos();
    String job = cluster.submit(start.from(from));
    await("it runs", () -> cluster.rest().status(job).equals(Optional.of("RUNNING")));
    long before = committed();
    await("it commits", () -> committed() > before && System.nanoTime() > end);
    samples.add(
        new Sample(
            Vitals.of(cluster.taskManagers().get(0).pid()),
            Vitals.of(cluster.jobManager().pid()),
            checkpointBytes(),
            openUploads()));
    return stopped(job);
  }

  private void write() {
    while (!isOver.get()) {
      source.next();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * The last third's middle value is not above the middle third's by more than a tenth and that.
   */
  private void requireFlat(String what, ToLongFunction<Sample> measure, long slack) {
    int third = samples.size() / 3;
    long middle = median(samples.subList(third, 2 * third), measure);
    long last = median(samples.subList(2 * third, samples.size()), measure);
    System.out.println(what + ": " + middle + " in the middle, " + last + " at the end");
    assertThat(last).as(what).isLessThanOrEqualTo(middle + middle / 10 + slack);
  }

  private static long median(List<Sample> of, ToLongFunction<Sample> measure) {
    return of.stream().mapToLong(measure).sorted().skip(of.size() / 2).findFirst().orElseThrow();
  }

  private String stopped(String job) throws Exception {
    String request = cluster.rest().stop(job, folder.resolve("savepoints").toUri());
    await("the savepoint is there", () -> cluster.rest().savepoint(job, request).isPresent());
    await("the job has ended", () -> cluster.rest().status(job).equals(Optional.of("FINISHED")));
    return cluster.rest().savepoint(job, request).orElseThrow();
  }

  private long checkpointBytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::toFile)
          .max(Comparator.comparing(java.io.File::lastModified))
          .orElseThrow()
          .length();
    }
  }

  private long openUploads() {
    return s3.listMultipartUploads(list -> list.bucket(Endpoints.LAKE_BUCKET)).uploads().size();
  }

  /** Objects in committed files, each as often as it is there. */
  private long committed() {
    return new CompactedLake(new S3Tree(s3, URI.create("s3://" + Endpoints.LAKE_BUCKET + "/")))
        .files("compacted/").stream()
            .map(file -> file.lineage().lineage())
            .map(Lineage::entries)
            .mapToLong(List::size)
            .sum();
  }

  /** By the numbers of the records, which DuckDB reads from the files. */
  private void requireEveryRecordOnce() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    List<String> keys =
        s3
            .listObjectsV2Paginator(l -> l.bucket(Endpoints.LAKE_BUCKET).prefix("compacted/"))
            .contents()
            .stream()
            .map(object -> object.key())
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      Path file = files.resolve(i + ".parquet");
      s3.getObject(get -> get.bucket(Endpoints.LAKE_BUCKET).key(key), file);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM read_parquet('"
                    + files
                    + "/*.parquet', union_by_name = true)")) {
      found.next();
      assertThat(List.of(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4)))
          .as("rows, distinct ones, the first, the last")
          .containsExactly(source.records(), source.records(), 0L, source.records() - 1);
    }
  }

  /** Something that is or is not yet so. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.plus(LONG.dividedBy(STARTS)).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }
}
