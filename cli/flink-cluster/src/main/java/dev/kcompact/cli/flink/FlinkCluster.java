package dev.kcompact.cli.flink;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs one job from its fat jar in a Flink cluster in this JVM.
 *
 * <p>Exit code 0 when a bounded job has finished, {@value #FAILED} with one line on standard error
 * when the job failed, 143 on SIGTERM after the job was cancelled. Flink's plugins come from the
 * folder in FLINK_PLUGINS_DIR.
 */
@Command(name = "flink-cluster", mixinStandardHelpOptions = true, description = "Runs a Flink job.")
public final class FlinkCluster implements Callable<Integer> {
  static final int FAILED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);

  /** The job's tasks have this time to stop before the JVM exits. */
  private static final long STOP_SECONDS = 20;

  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--rest-port", description = "Port of the REST endpoint; 0 for any free port.")
  private int restPort;

  @Option(names = "--result", description = "JSON file for the result of the run.")
  private @Nullable Path result;

  @Option(
      names = "--count-requests-of",
      description = "S3 root; the S3 plugin's requests to it are added to the result.")
  private @Nullable URI counted;

  @Option(names = "--conf", description = "Additional Flink configuration, KEY=VALUE.")
  private Map<String, String> more = new LinkedHashMap<>();

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  private FlinkCluster() {}

  public static void main(String[] arguments) {
    System.exit(JobOptions.execute(new FlinkCluster(), arguments));
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    Configuration configuration = ClusterConfiguration.cluster(restPort, job.parallelism(), more);
    PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
    FileSystem.initialize(configuration, plugins);
    MiniClusterConfiguration mini =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setPluginManager(plugins)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(job.parallelism())
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
    try {
      job.run().execute(ClusterConfiguration.job(cluster, rest, job.settings()));
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

  private void report(String status, @Nullable String error, long start) throws IOException {
    if (result != null) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Map<String, Long> counters = new TreeMap<>(FinalMetrics.INSTANCE.sums());
      if (counted != null) {
        counters.putAll(S3PluginRequests.of(counted));
      }
      new RunResult(status, error, millis, counters, FinalMetrics.INSTANCE.names()).write(result);
    }
  }

  /** Cancels the running job and keeps its last checkpoint. Called by the shutdown hook. */
  private void stop(MiniCluster cluster) {
    stopping = true;
    try {
      if (cluster.isRunning()) {
        for (JobStatusMessage status : cluster.listJobs().get(STOP_SECONDS, TimeUnit.SECONDS)) {
          if (!status.getJobState().isGloballyTerminalState()) {
            cluster.cancelJob(status.getJobId()).get(STOP_SECONDS, TimeUnit.SECONDS);
            cluster.requestJobResult(status.getJobId()).get(STOP_SECONDS, TimeUnit.SECONDS);
          }
        }
        if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("The job was cancelled but its main method is still running");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Failed to cancel the job: {}", JobRun.reason(e));
    }
  }
}
