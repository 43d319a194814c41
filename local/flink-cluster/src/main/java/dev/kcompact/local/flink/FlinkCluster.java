package dev.kcompact.local.flink;

import dev.kcompact.local.flink.ClusterConfiguration.JobSettings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A Flink cluster in this JVM that runs one job from its fat jar, and ends with it.
 *
 * <p>Exit code 0 when a bounded job has finished, {@value #FAILED} with one line on standard error
 * when the job failed, 143 on SIGTERM after the job was cancelled. Flink's plugins come from the
 * folder in FLINK_PLUGINS_DIR.
 */
@Command(name = "flink-cluster", mixinStandardHelpOptions = true, description = "Runs a Flink job.")
public final class FlinkCluster implements Callable<Integer> {
  static final int FAILED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);

  /** The job's tasks get this long to stop before the JVM goes regardless. */
  private static final long STOP_SECONDS = 20;

  @Option(names = "--jar", required = true, description = "The job's fat jar.")
  private File jar = new File("");

  @Option(names = "--rest-port", description = "Port of the REST endpoint; 0 takes a free one.")
  private int restPort;

  @Option(names = "--parallelism", description = "Default parallelism, and the slots.")
  private int parallelism = 2;

  @Option(names = "--checkpoint-dir", required = true, description = "URI of the checkpoints.")
  private URI checkpointDirectory = URI.create("");

  @Option(names = "--checkpoint-interval", description = "Such as 10s.")
  private Duration checkpointInterval = Duration.ofSeconds(10);

  @Option(names = "--checkpoint-timeout", description = "Such as 10min.")
  private Duration checkpointTimeout = Duration.ofMinutes(10);

  @Option(names = "--restart-attempts", description = "Failures that the job survives.")
  private int restartAttempts = 10;

  @Option(names = "--restore", description = "Savepoint or checkpoint to start from.")
  private @Nullable String restore;

  @Option(names = "--result", description = "File that says how the run ended, as JSON.")
  private @Nullable Path result;

  @Option(
      names = "--count-requests-of",
      description = "S3 root whose requests by Flink's S3 plugin go into the result.")
  private @Nullable URI counted;

  @Option(names = "--conf", description = "More Flink configuration, KEY=VALUE.")
  private Map<String, String> more = new LinkedHashMap<>();

  @Parameters(description = "The job's own arguments.")
  private List<String> arguments = List.of();

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  private FlinkCluster() {}

  /** Runs the job and ends the JVM. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new FlinkCluster());
    command.registerConverter(Duration.class, TimeUtils::parseDuration);
    command.setStopAtPositional(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    Configuration configuration = ClusterConfiguration.cluster(restPort, parallelism, more);
    PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
    FileSystem.initialize(configuration, plugins);
    MiniClusterConfiguration mini =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setPluginManager(plugins)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(parallelism)
            .build();
    try (MiniCluster cluster = new MiniCluster(mini)) {
      cluster.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "cancel-job"));
      URI rest = cluster.getRestAddress().get();
      System.out.println("Flink cluster ready at " + rest);
      return run(configuration, rest, start);
    }
  }

  private int run(Configuration cluster, URI rest, long start) throws IOException {
    JobSettings settings =
        new JobSettings(
            parallelism,
            checkpointInterval,
            checkpointTimeout,
            checkpointDirectory,
            restartAttempts);
    try {
      new JobRun(jar, arguments.toArray(String[]::new), restoreSettings())
          .execute(ClusterConfiguration.job(cluster, rest, settings));
      report("FINISHED", null, start);
      return 0;
    } catch (Exception e) {
      if (stopping) {
        report("CANCELED", null, start);
        return 0;
      }
      LOG.error("The job failed", e);
      String line = "The job failed: " + JobRun.reason(e);
      System.err.println(line);
      report("FAILED", line, start);
      return FAILED;
    } finally {
      ended.countDown();
    }
  }

  private SavepointRestoreSettings restoreSettings() {
    return restore == null
        ? SavepointRestoreSettings.none()
        : SavepointRestoreSettings.forPath(restore);
  }

  private void report(String status, @Nullable String error, long start) throws IOException {
    if (result != null) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Map<String, Long> counters = new TreeMap<>(FinalMetrics.INSTANCE.sums());
      if (counted != null) {
        counters.putAll(S3PluginRequests.of(counted));
      }
      new RunResult(status, error, millis, counters).write(result);
    }
  }

  /** Called by the shutdown hook: what runs is cancelled, with its last checkpoint kept. */
  private void stop(MiniCluster cluster) {
    stopping = true;
    try {
      if (cluster.isRunning()) {
        for (JobStatusMessage job : cluster.listJobs().get(STOP_SECONDS, TimeUnit.SECONDS)) {
          if (!job.getJobState().isGloballyTerminalState()) {
            cluster.cancelJob(job.getJobId()).get(STOP_SECONDS, TimeUnit.SECONDS);
            cluster.requestJobResult(job.getJobId()).get(STOP_SECONDS, TimeUnit.SECONDS);
          }
        }
        if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("The job was cancelled and its main method still runs");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Failed to cancel the job: {}", JobRun.reason(e));
    }
  }
}
