package dev.kcompact.cli.flink;

import java.net.URI;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Submits a job's fat jar to a cluster of other processes, as Flink's own {@code run --detached}
 * does, and ends. Exit code 0 when the cluster has the job, {@value FlinkCluster#FAILED} with one
 * line on standard error when not.
 */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits a Flink job.")
public final class JobSubmission implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--rest-port", required = true, description = "Port of the REST endpoint.")
  private int restPort;

  @Option(names = "--job-id", required = true, description = "32 hexadecimal digits.")
  private String jobId = "";

  @Option(names = "--config-dir", required = true, description = "Of the cluster's config.yaml.")
  private String configDirectory = "";

  private JobSubmission() {}

  /** Submits the job and ends the JVM. */
  public static void main(String[] arguments) {
    System.exit(JobOptions.execute(new JobSubmission(), arguments));
  }

  @Override
  public Integer call() {
    URI rest = URI.create("http://127.0.0.1:" + restPort);
    Configuration cluster = GlobalConfiguration.loadConfiguration(configDirectory);
    // The sink asks for its file system while the job's graph is made, which is here.
    FileSystem.initialize(cluster, PluginUtils.createPluginManagerFromRootFolder(cluster));
    Configuration submission = ClusterConfiguration.job(cluster, rest, job.settings());
    submission.set(DeploymentOptions.ATTACHED, false);
    submission.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId);
    try {
      job.run().execute(submission);
      return 0;
    } catch (Exception e) {
      LOG.error("The job was not submitted", e);
      System.err.println("The job was not submitted: " + JobRun.reason(e));
      return FlinkCluster.FAILED;
    }
  }
}
