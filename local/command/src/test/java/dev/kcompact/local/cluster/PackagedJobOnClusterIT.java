package dev.kcompact.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.local.audit.CompactedLake;
import dev.kcompact.local.aws.AwsClients;
import dev.kcompact.local.check.CheckResult;
import dev.kcompact.local.check.DayCheck;
import dev.kcompact.local.check.S3LakeFiles;
import dev.kcompact.local.job.FlinkJobSettings;
import dev.kcompact.local.job.JobProperties;
import dev.kcompact.local.ports.FreePorts;
import dev.kcompact.local.process.ServerProcess;
import dev.kcompact.local.sample.ObjectSink;
import dev.kcompact.local.sample.S3ObjectSink;
import dev.kcompact.local.sample.SampleDay;
import dev.kcompact.local.sample.SampleSpec;
import dev.kcompact.local.sample.SampleWriter;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The fat jar on a cluster of separate JVMs, with S3 by the plugin, as Managed Flink runs it:
 * through the loss of its TaskManager, a stop and another parallelism, and the loss of its
 * JobManager.
 */
class PackagedJobOnClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** The directories of days long past are looked at by sweeps only, once an hour. */
  private static final LocalDate DATE = LocalDate.now(SampleSpec.ZONE);

  private static final int OBJECTS = 240;
  private static final Home HOME = new Home(Path.of(System.getProperty("basedir", "."), "../.."));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final SampleDay day = SampleDay.of(SampleSpec.of(11, DATE, OBJECTS, 20));
  private final Semaphore allowed = new Semaphore(0);
  private WorkFolder work;
  private ServerProcess server;
  private S3Client s3;
  private CompactedLake lake;
  private StandaloneCluster cluster;
  private JobStart start;
  private CompletableFuture<Void> written;

  @BeforeEach
  void start() throws Exception {
    work = WorkFolder.take(folder.resolve("work"));
    int port = new FreePorts().next();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    server = Servers.s3(HOME, work, port);
    AwsClients clients =
        new AwsClients(Endpoints.REGION, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY);
    s3 = clients.s3(endpoint);
    Deployment.uploadConfiguration(s3, HOME.configuration());
    lake = new CompactedLake(new S3Tree(s3, URI.create("s3://lake/")));
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
    written = CompletableFuture.runAsync(this::write);
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
    s3.close();
    work.close();
  }

  private static JobProperties properties(URI endpoint) {
    return JobProperties.read(HOME.configuration().resolve("job/application_properties.json"))
        .put("kcompact", "poll-interval", "300ms")
        .put("kcompact", "poll-interval.max", "1s")
        .put("kcompact", "group.max-wait", "500ms")
        .put("kcompact", "lease.duration", "5s")
        .remove("kafka")
        .s3(endpoint.toString(), Endpoints.REGION, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY);
  }

  /** Objects come as fast as they are allowed to. */
  private void write() {
    ObjectSink sink = new S3ObjectSink(s3, Endpoints.SOURCE_BUCKET, "");
    ObjectSink held =
        (key, content) -> {
          allowed.acquireUninterruptibly();
          sink.put(key, content);
        };
    try {
      new SampleWriter(day, held, 4, () -> {}).write();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Failed to write the sample", e);
    }
  }

  /** The short form: nobody is killed. */
  @Test
  void theJobStartsFromItsJarAndCommitsEveryObject() throws Exception {
    allowed.release(OBJECTS);
    String job = cluster.submit(start);
    written.join();
    await("everything is committed", () -> committed() == OBJECTS);
    assertThat(cluster.rest().wasRestarted(job)).as("the job had to start again").isFalse();
  }

  @Test
  @Tag("long")
  void nothingIsLostOrDoubledWhoeverIsKilled() throws Exception {
    String job = cluster.submit(start);
    allowed.release(60);
    await("the first files are committed", () -> committed() > 0);
    allowed.release(60);
    cluster.killTaskManager();
    cluster.startTaskManager();
    await("all of the first half is committed", () -> committed() == 120);
    assertThat(cluster.rest().wasRestarted(job)).as("the kill was felt").isTrue();

    String savepoint = stopped(job);
    allowed.release(60);
    job = cluster.submit(start.with(1).from(savepoint));
    await("three quarters are committed", () -> committed() == 180);

    allowed.release(30);
    cluster.killJobManager();
    allowed.release(30);
    cluster.startJobManager();
    cluster.submit(start.from(newestCheckpoint()));
    written.join();
    await("everything is committed", () -> committed() == OBJECTS);

    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<CheckResult> rows =
        DayCheck.compactedRows(
            day, HOME.configuration(), new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, ""), scratch);
    assertThat(rows).hasSize(4).allMatch(CheckResult.Holds.class::isInstance);
  }

  private String stopped(String job) throws Exception {
    String request = cluster.rest().stop(job, folder.resolve("savepoints").toUri());
    await("the savepoint is there", () -> cluster.rest().savepoint(job, request).isPresent());
    await("the job has ended", () -> cluster.rest().status(job).equals(Optional.of("FINISHED")));
    return cluster.rest().savepoint(job, request).orElseThrow();
  }

  private String newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow()
          .getParent()
          .toUri()
          .toString();
    }
  }

  /** Objects in committed files, each as often as it is there. */
  private long committed() {
    return lake.files("compacted/").stream()
        .map(file -> file.lineage().lineage())
        .map(Lineage::entries)
        .mapToLong(List::size)
        .sum();
  }

  /** Something that is or is not yet so. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
  }
}
