package dev.kcompact.testbed.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.cluster.JobEnvironment;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Deployment;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the packaged job on a cluster of separate JVMs that stay up, while objects arrive, arrive
 * late and are rewritten, the schema gains fields, and the job is restarted repeatedly. Compares
 * the JVMs' resources in the last third of the time with those in the middle third. {@code
 * -Dkcompact.soak=PT1H} sets the duration.
 */
@Tag("full")
class SoakIT {
  private static final Duration LONG = Duration.parse(System.getProperty("kcompact.soak", "PT2M"));
  private static final Duration TIMEOUT = Duration.ofSeconds(240);
  private static final long PAUSE_NANOS = Duration.ofMillis(150).toNanos();
  private static final int STARTS = 9;

  /**
   * Soft references keep the classes of ended jobs, about 4,700 each, for a second per free MiB of
   * heap. Less than the classes of the three jobs that are started in a third of the time.
   */
  private static final long CLASSES = 9_000;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "poll-interval", "300ms",
          "poll-interval.max", "1s",
          "group.max-wait", "3s",
          "lease.duration", "5s",
          "discovery.sweep-interval", "5s");

  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", "."), "../.."));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final AtomicBoolean isOver = new AtomicBoolean();
  private JobEnvironment stage;
  private SoakSource source;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * Resources at one moment.
   *
   * @param checkpointBytes size of the last checkpoint
   * @param openUploads in the lake
   */
  private record Sample(
      Vitals taskManager, Vitals jobManager, long checkpointBytes, long openUploads) {}

  @BeforeEach
  void start() throws Exception {
    stage = new JobEnvironment(HOME, folder, PROPERTIES, TIMEOUT.plus(LONG.dividedBy(STARTS)));
    source = new SoakSource(stage.s3(), Endpoints.SOURCE_BUCKET, 11);
    upload();
  }

  @AfterEach
  void stop() {
    isOver.set(true);
    stage.close();
  }

  private void upload() throws IOException {
    Path definitions = folder.resolve("definitions");
    source.writeDefinitions(definitions);
    Deployment.uploadConfiguration(stage.s3(), definitions);
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
    String job = stage.cluster().submit(stage.start().from(savepoint));
    stage.await("everything is committed", () -> stage.committed() == source.objects());
    stage.stopped(job);
    System.out.println(source);
    samples.forEach(System.out::println);

    requireEveryRecordOnce();
    assertThat(openUploads()).as("uploads that nobody will end").isZero();
    requireFlat("threads of the TaskManager", of -> of.taskManager().threads(), 8);
    requireFlat("threads of the JobManager", of -> of.jobManager().threads(), 8);
    requireSameLeast("open files of the TaskManager", of -> of.taskManager().files(), 16);
    requireSameLeast("open files of the JobManager", of -> of.jobManager().files(), 16);
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
    String job = stage.cluster().submit(stage.start().from(from));
    stage.await("it runs", () -> stage.cluster().rest().status(job).equals(Optional.of("RUNNING")));
    long before = stage.committed();
    stage.await("it commits", () -> stage.committed() > before && System.nanoTime() > end);
    samples.add(
        new Sample(
            Vitals.of(stage.cluster().taskManagers().get(0).pid()),
            Vitals.of(stage.cluster().jobManager().pid()),
            stage.checkpointBytes(),
            openUploads()));
    // Lists the owners if the number grows.
    System.out.println(
        "JobManager's threads: " + Vitals.threadsByName(stage.cluster().jobManager().pid()));
    return stage.stopped(job);
  }

  private void write() {
    while (!isOver.get()) {
      source.next();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * The median of the last third may exceed that of the middle third by at most a tenth and this
   * value.
   */
  private void requireFlat(String what, ToLongFunction<Sample> measure, long slack) {
    int third = samples.size() / 3;
    long middle = median(samples.subList(third, 2 * third), measure);
    long last = median(samples.subList(2 * third, samples.size()), measure);
    System.out.println(what + ": " + middle + " in the middle, " + last + " at the end");
    assertThat(last).as(what).isLessThanOrEqualTo(middle + middle / 10 + slack);
  }

  /**
   * The least of the last third may exceed that of the middle third by at most a tenth and this
   * value. Sockets of a connection pool come and go; what is never closed raises the least as well.
   */
  private void requireSameLeast(String what, ToLongFunction<Sample> measure, long slack) {
    int third = samples.size() / 3;
    long middle = least(samples.subList(third, 2 * third), measure);
    long last = least(samples.subList(2 * third, samples.size()), measure);
    System.out.println(what + ": " + middle + " in the middle, " + last + " at the end");
    assertThat(last).as(what).isLessThanOrEqualTo(middle + middle / 10 + slack);
  }

  private static long least(List<Sample> of, ToLongFunction<Sample> measure) {
    return of.stream().mapToLong(measure).min().orElseThrow();
  }

  private static long median(List<Sample> of, ToLongFunction<Sample> measure) {
    return of.stream().mapToLong(measure).sorted().skip(of.size() / 2).findFirst().orElseThrow();
  }

  private long openUploads() {
    return stage
        .s3()
        .listMultipartUploads(list -> list.bucket(Endpoints.LAKE_BUCKET))
        .uploads()
        .size();
  }

  /** Uses the numbers of the records, which DuckDB reads from the files. */
  private void requireEveryRecordOnce() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    List<String> keys =
        stage
            .s3()
            .listObjectsV2Paginator(l -> l.bucket(Endpoints.LAKE_BUCKET).prefix("compacted/"))
            .contents()
            .stream()
            .map(object -> object.key())
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      Path file = files.resolve(i + ".parquet");
      stage.s3().getObject(get -> get.bucket(Endpoints.LAKE_BUCKET).key(key), file);
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
}
