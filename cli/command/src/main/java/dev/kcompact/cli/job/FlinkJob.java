package dev.kcompact.cli.job;

import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The streaming job in a Flink cluster in one JVM. */
public final class FlinkJob implements AutoCloseable {
  public static final int HEAP_MIB = 1536;

  /** Direct memory of the Flink cluster, for network buffers and uploads. */
  public static final int DIRECT_MIB = 256;

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

  /** Starts the cluster and returns when its REST endpoint answers; the job starts after that. */
  public static FlinkJob start(
      Installation installation, FlinkJobSettings settings, Path work, Path log, int restPort)
      throws InterruptedException {
    Path result = work.resolve("job-result.json");
    try {
      Files.createDirectories(work);
      Files.deleteIfExists(result);
    } catch (IOException e) {
      throw new CommandException("Failed to prepare the job's folder: " + work, e);
    }
    URI rest = URI.create("http://127.0.0.1:" + restPort);
    ServerCommand command =
        new ServerCommand(
            "Flink cluster",
            java(installation).with(settings.arguments(installation.jobJar(), restPort, result)),
            work,
            log,
            Map.of("FLINK_PLUGINS_DIR", installation.flinkPlugins().toString()),
            true);
    Readiness ready = Readiness.answers(rest.resolve("/overview"));
    return new FlinkJob(ServerProcess.start(command, ready, TIMEOUT), rest, result, log);
  }

  /** Flink's REST endpoint: jobs, metrics, checkpoints. It ends with the job. */
  public URI rest() {
    return rest;
  }

  public ServerProcess process() {
    return process;
  }

  /** Waits for the job to end; empty if it is still running after the timeout. */
  public Optional<FlinkJobResult> waitFor(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout) ? Optional.of(result()) : Optional.empty();
  }

  /** Cancels the job, keeps its last checkpoint, and ends the cluster. */
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

  private static JavaCommand java(Installation installation) {
    return FlinkJava.running(
            installation, "dev.kcompact.cli.flink.FlinkCluster", HEAP_MIB, DIRECT_MIB)
        .options(collector(Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The heap is small, most objects are short-lived, and every core is busy. Java's default, a
   * concurrent collector, costs a tenth of a run's CPU here.
   */
  static String collector(int processors) {
    return processors <= 2 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC";
  }
}
