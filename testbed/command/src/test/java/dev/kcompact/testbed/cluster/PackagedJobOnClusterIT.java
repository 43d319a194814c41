package dev.kcompact.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Deployment;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the fat jar on a cluster of separate JVMs with the S3 plugin, as Managed Flink does: through
 * the loss of its TaskManager, a restart with another parallelism, and the loss of its JobManager.
 */
@Tag("full")
class PackagedJobOnClusterIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(180);

  /** Only full scans, once an hour, list directories of past days. */
  private static final LocalDate DATE = LocalDate.now(SampleSpec.ZONE);

  private static final int OBJECTS = 240;
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "poll-interval", "300ms",
          "poll-interval.max", "1s",
          "group.max-wait", "500ms",
          "lease.duration", "5s");
  private static final Checkout HOME =
      new Checkout(Path.of(System.getProperty("basedir", "."), "../.."));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final SampleDay day = SampleDay.of(SampleSpec.of(11, DATE, OBJECTS, 20));
  private final Semaphore allowed = new Semaphore(0);
  private JobEnvironment stage;
  private CompletableFuture<Void> written;

  @BeforeEach
  void start() throws Exception {
    stage = new JobEnvironment(HOME, folder, PROPERTIES, TIMEOUT);
    Deployment.uploadConfiguration(stage.s3(), HOME.configuration());
    written = CompletableFuture.runAsync(this::write);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** Objects arrive as fast as allowed. */
  private void write() {
    ObjectSink sink = ObjectSink.ofBucket(stage.s3(), Endpoints.SOURCE_BUCKET, "");
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

  /** The short form, without kills. */
  @Test
  void theJobStartsFromItsJarAndCommitsEveryObject() throws Exception {
    allowed.release(OBJECTS);
    String job = stage.cluster().submit(stage.start());
    written.join();
    stage.await("everything is committed", () -> stage.committed() == OBJECTS);
    assertThat(stage.cluster().rest().wasRestarted(job)).as("the job had to start again").isFalse();
  }

  @Test
  @Tag("long")
  void nothingIsLostOrDuplicatedAfterKills() throws Exception {
    String job = stage.cluster().submit(stage.start());
    allowed.release(60);
    stage.await("the first files are committed", () -> stage.committed() > 0);
    allowed.release(60);
    stage.cluster().killTaskManager();
    stage.cluster().startTaskManager();
    stage.await("all of the first half is committed", () -> stage.committed() == 120);
    assertThat(stage.cluster().rest().wasRestarted(job)).as("the kill was felt").isTrue();

    String savepoint = stage.stopped(job);
    allowed.release(60);
    job = stage.cluster().submit(stage.start().with(1).from(savepoint));
    stage.await("three quarters are committed", () -> stage.committed() == 180);

    allowed.release(30);
    stage.cluster().killJobManager();
    allowed.release(30);
    stage.cluster().startJobManager();
    stage
        .cluster()
        .submit(stage.start().from(stage.newestCheckpoint().getParent().toUri().toString()));
    written.join();
    stage.await("everything is committed", () -> stage.committed() == OBJECTS);

    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<CheckResult> rows =
        DayCheck.compactedRows(
            day,
            HOME.configuration(),
            new S3LakeFiles(stage.s3(), Endpoints.LAKE_BUCKET, ""),
            scratch);
    assertThat(rows).hasSize(4).allMatch(CheckResult.Holds.class::isInstance);
  }
}
