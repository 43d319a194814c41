package dev.kcompact.testbed.cluster;

import dev.kcompact.cli.job.FlinkJava;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JobManager and TaskManagers in separate JVMs, each of which can be killed and restarted. The
 * JobManager keeps no state: after it was killed, a job must be submitted again from its last
 * checkpoint. Not thread-safe.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final String ENTRY_POINT =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String RUNNER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String SUBMISSION = "dev.kcompact.cli.flink.JobSubmission";
  private static final int SUBMISSION_HEAP_MIB = 256;
  private static final int LEAST_DIRECT_MIB = 64;

  private final Checkout checkout;
  private final Path folder;
  private final URI rest;
  private final int restPort;
  private final List<ServerProcess> taskManagers = new ArrayList<>();
  private @Nullable ServerProcess jobManager;
  private int started;

  private StandaloneCluster(Checkout checkout, Path folder, ClusterOptions options) {
    FreePorts ports = new FreePorts();
    this.checkout = checkout;
    this.folder = folder;
    this.restPort = ports.next();
    this.rest = URI.create("http://127.0.0.1:" + restPort);
    Map<String, String> configuration = options.configuration(ports.next(), restPort, ports.next());
    try {
      Files.createDirectories(folder.resolve("conf"));
      Files.writeString(
          folder.resolve("conf/config.yaml"),
          configuration.entrySet().stream()
              .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'")
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new CommandException("Failed to write the cluster's configuration: " + folder, e);
    }
  }

  /**
   * Starts a JobManager and TaskManagers, and returns when the JobManager answers.
   *
   * @param folder for configuration and logs
   * @throws CommandException if a process does not start; the others are then ended
   */
  public static StandaloneCluster start(
      Checkout checkout, Path folder, ClusterOptions options, int taskManagers)
      throws InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(checkout, folder, options);
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
    } catch (RuntimeException | Error | InterruptedException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** The JobManager's REST API. */
  public FlinkRest rest() {
    return new FlinkRest(rest);
  }

  /** The TaskManagers that were started and not killed. */
  public List<ServerProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /**
   * @throws IllegalStateException if it was not started
   */
  public ServerProcess jobManager() {
    if (jobManager == null) {
      throw new IllegalStateException("The JobManager was not started");
    }
    return jobManager;
  }

  /** Starts the JobManager without jobs, and returns when it answers. */
  public void startJobManager() throws InterruptedException {
    List<String> command =
        java(
                ENTRY_POINT,
                ClusterOptions.JOB_MANAGER_HEAP_MIB,
                ClusterOptions.TASK_MANAGER_DIRECT_MIB)
            .with(List.of("--configDir", folder.resolve("conf").toString()));
    jobManager =
        ServerProcess.start(
            command("JobManager", command), Readiness.answers(rest.resolve("/overview")), TIMEOUT);
  }

  /** Starts another TaskManager, without waiting for its slots. */
  public void startTaskManager() throws InterruptedException {
    String name = "taskmanager-" + ++started;
    List<String> command =
        java(RUNNER, ClusterOptions.TASK_MANAGER_HEAP_MIB, ClusterOptions.TASK_MANAGER_DIRECT_MIB)
            .with(
                List.of(
                    "--configDir",
                    folder.resolve("conf").toString(),
                    "-D",
                    "taskmanager.resource-id=" + name));
    taskManagers.add(ServerProcess.launch(command(name, command)));
  }

  /** Kills the JobManager, which loses its jobs. */
  public void killJobManager() throws InterruptedException {
    kill(jobManager());
  }

  /** Kills the oldest TaskManager. */
  public void killTaskManager() throws InterruptedException {
    if (taskManagers.isEmpty()) {
      throw new IllegalStateException("No TaskManager is left to kill");
    }
    kill(taskManagers.remove(0));
  }

  /**
   * Submits the packaged job and returns its id; the job starts after that.
   *
   * @throws CommandException if the cluster rejects it
   */
  public String submit(JobStart job) throws InterruptedException {
    String id = UUID.randomUUID().toString().replace("-", "");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--jar", checkout.installation().jobJar().toString(),
                "--rest-port", Integer.toString(restPort),
                "--config-dir", folder.resolve("conf").toString(),
                "--job-id", id,
                "--parallelism", Integer.toString(job.parallelism()),
                "--checkpoint-dir", job.checkpoints().toString(),
                "--checkpoint-interval", job.checkpointInterval().toMillis() + "ms",
                // This cluster exists to have its processes killed.
                "--restart-attempts", Integer.toString(Integer.MAX_VALUE)));
    if (job.restore() != null) {
      arguments.addAll(List.of("--restore", job.restore()));
    }
    arguments.addAll(List.of("--", "--properties", job.properties().toString()));
    List<String> command = java(SUBMISSION, SUBMISSION_HEAP_MIB, LEAST_DIRECT_MIB).with(arguments);
    ServerCommand submission = command("submission", command);
    try (ServerProcess process = ServerProcess.launch(submission)) {
      if (!process.waitFor(TIMEOUT) || process.exitCode().orElse(-1) != 0) {
        throw new CommandException("Failed to submit the job: see " + submission.log());
      }
    }
    return id;
  }

  @Override
  public void close() {
    taskManagers.forEach(ServerProcess::kill);
    taskManagers.clear();
    if (jobManager != null) {
      jobManager.kill();
    }
  }

  private static void kill(ServerProcess process) throws InterruptedException {
    process.kill();
    process.waitFor(TIMEOUT);
  }

  private ServerCommand command(String name, List<String> command) {
    return new ServerCommand(
        name,
        command,
        folder,
        folder.resolve("logs").resolve(name + ".log"),
        Map.of("FLINK_PLUGINS_DIR", checkout.installation().flinkPlugins().toString()),
        true);
  }

  private JavaCommand java(String main, int heapMib, int directMib) {
    return FlinkJava.running(checkout.installation(), main, heapMib, directMib)
        .options("-XX:+UseSerialGC");
  }
}
