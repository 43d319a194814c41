package dev.kcompact.testbed.faults;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.cluster.JobStart;
import dev.kcompact.testbed.cluster.StandaloneCluster;
import dev.kcompact.testbed.faults.FaultStep.JobAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operates the job of an episode as Managed Flink does: starts it, stops it with a savepoint, and
 * starts it from the newest state after its JobManager was lost. Not thread-safe.
 */
final class JobOperator {
  private static final Logger LOG = LoggerFactory.getLogger(JobOperator.class);
  private static final int ATTEMPTS = 10;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  private final StandaloneCluster cluster;
  private final Path folder;
  private final JobStart base;
  private final Timeout timeout = new Timeout(Duration.ofSeconds(90));
  private int parallelism = 2;
  private String job = "";
  private @Nullable String old;

  /**
   * @param folder for checkpoints and savepoints
   */
  JobOperator(StandaloneCluster cluster, Path folder, Path properties) {
    this.cluster = cluster;
    this.folder = folder;
    this.base =
        new JobStart(
            parallelism, CHECKPOINTS, folder.resolve("checkpoints").toUri(), properties, null);
  }

  String job() {
    return job;
  }

  /** Starts the job; repeats a submission that fails. */
  void start(@Nullable String state) throws InterruptedException {
    job = submit(base.with(parallelism).from(state));
  }

  private String submit(JobStart start) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return cluster.submit(start);
      } catch (CommandException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("{}; resubmitting", e.getMessage());
      }
    }
  }

  /** Starts a second job on the same lake, without state. */
  String startSecond() throws InterruptedException {
    return submit(base.with(1));
  }

  boolean hasFailed(String id) throws InterruptedException {
    return hasStatus(id, "FAILED");
  }

  void cancel(String id) throws Exception {
    timeout.await(
        () -> {
          cluster.rest().cancel(id);
          return cluster.rest().status(id).filter(JobOperator::isEnd).isPresent();
        });
  }

  private static boolean isEnd(String status) {
    return status.equals("CANCELED") || status.equals("FAILED") || status.equals("FINISHED");
  }

  /** Restarts the job after its JobManager was lost. */
  void restart(JobAction action) throws Exception {
    if (action == JobAction.NO_STATE) {
      Directories.delete(folder.resolve("checkpoints"));
      start(null);
    } else if (action == JobAction.OLD_STATE) {
      start(old);
    } else {
      start(newest().orElse(null));
    }
  }

  /** Takes the savepoint for {@link JobAction#OLD_STATE}. */
  void takeOldSavepoint() throws Exception {
    old = savepoint(false);
  }

  /** Stops the job with a savepoint, and starts it from there with another parallelism. */
  void rescale() throws Exception {
    String savepoint = savepoint(true);
    parallelism = 3 - parallelism;
    start(savepoint);
  }

  /**
   * Repeats a failed savepoint: it may fail because of a fault, and always fails while some of the
   * job's tasks are not running. A job that fails while it stops, after its savepoint is complete,
   * does not restart; it is started again from the newest state.
   */
  private String savepoint(boolean stop) throws Exception {
    AtomicReference<@Nullable String> taken = new AtomicReference<>();
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    timeout.await(
        () -> {
          try {
            taken.set(trySavepoint(stop));
          } catch (IOException e) {
            LOG.info("{}; retrying", e.getMessage());
            failure.set(e);
            if (stop && hasFailed(job)) {
              newest().ifPresent(taken::set);
            }
          }
          return taken.get() != null;
        });
    String savepoint = taken.get();
    if (savepoint == null) {
      throw new IOException("No savepoint of the job succeeded: " + job, failure.get());
    }
    return savepoint;
  }

  private String trySavepoint(boolean stop) throws Exception {
    timeout.await(() -> hasStatus(job, "RUNNING") || hasFailed(job));
    if (!hasStatus(job, "RUNNING")) {
      throw new IOException("The job is not running: " + job);
    }
    var target = folder.resolve("savepoints").toUri();
    String request =
        stop ? cluster.rest().stop(job, target) : cluster.rest().saveAndGoOn(job, target);
    boolean done =
        timeout.await(() -> cluster.rest().savepoint(job, request).isPresent() || hasFailed(job));
    Optional<String> savepoint = cluster.rest().savepoint(job, request);
    if (!done || savepoint.isEmpty()) {
      throw new IOException("The savepoint did not complete: " + job);
    }
    if (stop) {
      timeout.await(() -> cluster.rest().status(job).filter(JobOperator::isEnd).isPresent());
    }
    return savepoint.get();
  }

  private boolean hasStatus(String id, String status) throws InterruptedException {
    return cluster.rest().status(id).filter(status::equals).isPresent();
  }

  /** The newest complete checkpoint or savepoint. */
  private Optional<String> newest() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return newestNow();
      } catch (UncheckedIOException e) {
        // A running TaskManager may delete a file meanwhile.
        if (attempt == ATTEMPTS) {
          throw e.getCause();
        }
      }
    }
  }

  private Optional<String> newestNow() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .map(file -> file.resolveSibling("").toUri().toString());
    }
  }
}
