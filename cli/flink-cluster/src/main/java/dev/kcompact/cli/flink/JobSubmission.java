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
 * Submits a job's fat jar to a running cluster and exits, as Flink's {@code run --detached} does.
 * Exit code 0 when the cluster has accepted the job, {@value FlinkCluster#FAILED} with one line on
 * standard error otherwise.
 */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits a Flink job.")
public final class JobSubmission implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--rest-port", required = true, description = "Port of the REST endpoint.")
  private int restPort;

  @Option(names = "--job-id", required = true, description = "32 hexadecimal digits.")
  private String jobId = "";

  @Option(names = "--config-dir", required = true, description = "Folder of config.yaml.")
  private String configDirectory = "";

  private JobSubmission() {}

  public static void main(String[] arguments) {
    System.exit(JobOptions.execute(new JobSubmission(), arguments));
  }

  @Override
  public Integer call() {
    URI rest = URI.create("http://127.0.0.1:" + restPort);
    Configuration cluster = GlobalConfiguration.loadConfiguration(configDirectory);
    // The sink requires its file system when the job graph is built, which happens in this JVM.
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
