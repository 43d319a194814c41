package dev.kcompact.local.flink;

import dev.kcompact.local.flink.ClusterConfiguration.JobSettings;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Submits a job's fat jar to a cluster of other processes, as Flink's own {@code run --detached}
 * does, and ends. Exit code 0 when the cluster has the job, {@value FlinkCluster#FAILED} with one
 * line on standard error when not.
 */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits a Flink job.")
public final class JobSubmission implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

  @Option(names = "--jar", required = true, description = "The job's fat jar.")
  private File jar = new File("");

  @Option(names = "--rest-port", required = true, description = "Port of the REST endpoint.")
  private int restPort;

  @Option(names = "--job-id", required = true, description = "32 hexadecimal digits.")
  private String jobId = "";

  @Option(names = "--parallelism", description = "Default parallelism.")
  private int parallelism = 2;

  @Option(names = "--checkpoint-dir", required = true, description = "URI of the checkpoints.")
  private URI checkpointDirectory = URI.create("");

  @Option(names = "--checkpoint-interval", description = "Such as 10s.")
  private Duration checkpointInterval = Duration.ofSeconds(10);

  @Option(names = "--checkpoint-timeout", description = "Such as 10min.")
  private Duration checkpointTimeout = Duration.ofMinutes(10);

  @Option(names = "--restart-attempts", description = "Failures that the job survives.")
  private int restartAttempts = Integer.MAX_VALUE;

  @Option(names = "--restore", description = "Savepoint or checkpoint to start from.")
  private @Nullable String restore;

  @Option(names = "--config-dir", required = true, description = "Of the cluster's config.yaml.")
  private String configDirectory = "";

  @Parameters(description = "The job's own arguments.")
  private List<String> arguments = List.of();

  private JobSubmission() {}

  /** Submits the job and ends the JVM. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new JobSubmission());
    command.registerConverter(Duration.class, TimeUtils::parseDuration);
    command.setStopAtPositional(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    URI rest = URI.create("http://127.0.0.1:" + restPort);
    JobSettings settings =
        new JobSettings(
            parallelism,
            checkpointInterval,
            checkpointTimeout,
            checkpointDirectory,
            restartAttempts);
    Configuration cluster = GlobalConfiguration.loadConfiguration(configDirectory);
    // The sink asks for its file system while the job's graph is made, which is here.
    FileSystem.initialize(cluster, PluginUtils.createPluginManagerFromRootFolder(cluster));
    Configuration job = ClusterConfiguration.job(cluster, rest, settings);
    job.set(DeploymentOptions.ATTACHED, false);
    job.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId);
    try {
      new JobRun(jar, arguments.toArray(String[]::new), restoreSettings()).execute(job);
      return 0;
    } catch (Exception e) {
      LOG.error("The job was not submitted", e);
      System.err.println("The job was not submitted: " + JobRun.reason(e));
      return FlinkCluster.FAILED;
    }
  }

  private SavepointRestoreSettings restoreSettings() {
    return restore == null
        ? SavepointRestoreSettings.none()
        : SavepointRestoreSettings.forPath(restore);
  }
}
