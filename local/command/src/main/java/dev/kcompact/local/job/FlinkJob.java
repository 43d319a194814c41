package dev.kcompact.local.job;

import dev.kcompact.local.process.JavaCommand;
import dev.kcompact.local.process.Readiness;
import dev.kcompact.local.process.ServerCommand;
import dev.kcompact.local.process.ServerException;
import dev.kcompact.local.process.ServerProcess;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.Memory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The streaming job in a Flink cluster of one JVM. */
public final class FlinkJob implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final ServerProcess process;
  private final URI rest;
  private final Path result;
  private final Path log;

  private FlinkJob(ServerProcess process, URI rest, Path result, Path log) {
    this.process = process;
    this.rest = rest;
    this.result = result;
    this.log = log;
  }

  /**
   * Starts the cluster and returns when its REST endpoint answers; the job comes up after that.
   *
   * @param work where the result is written
   * @throws ServerException when the cluster does not come up, or the job's jar is not built
   */
  public static FlinkJob start(
      Home home, FlinkJobSettings settings, Path work, Path log, int restPort)
      throws InterruptedException {
    Path result = work.resolve("job-result.json");
    try {
      Files.createDirectories(work);
      Files.deleteIfExists(result);
    } catch (IOException e) {
      throw new ServerException("Failed to prepare the job's folder: " + work, e);
    }
    URI rest = URI.create("http://127.0.0.1:" + restPort);
    ServerCommand command =
        new ServerCommand(
            "Flink cluster",
            java(home).with(settings.arguments(home.jobJar(), restPort, result)),
            work,
            log,
            Map.of("FLINK_PLUGINS_DIR", home.flinkPlugins().toString()),
            true);
    Readiness ready = Readiness.answers(rest.resolve("/overview"));
    return new FlinkJob(ServerProcess.start(command, ready, TIMEOUT), rest, result, log);
  }

  /** Flink's REST endpoint: jobs, metrics, checkpoints. It goes with the job. */
  public URI rest() {
    return rest;
  }

  /** Its process. */
  public ServerProcess process() {
    return process;
  }

  /** Waits for the job to end; empty when it still runs after that time. */
  public Optional<FlinkJobResult> waitFor(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout) ? Optional.of(result()) : Optional.empty();
  }

  /** Cancels the job, keeping its last checkpoint, and ends the cluster. */
  @Override
  public void close() {
    process.close();
  }

  private FlinkJobResult result() {
    if (Files.exists(result)) {
      return FlinkJobResult.read(result);
    }
    int code = process.exitCode().orElse(0);
    String line = "The Flink cluster ended with code " + code + ": see " + log;
    return new FlinkJobResult("FAILED", line, Duration.ZERO, Map.of());
  }

  private static JavaCommand java(Home home) {
    return FlinkJava.running(
            home,
            "dev.kcompact.local.flink.FlinkCluster",
            Memory.FLINK_HEAP_MIB,
            Memory.FLINK_DIRECT_MIB)
        .options(collector(Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The heap is small and mostly short-lived, and every core is busy: a collector that works beside
   * the program, Java's default, costs a tenth of a run's CPU here.
   */
  static String collector(int processors) {
    return processors <= 2 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC";
  }
}
