package dev.kcompact.cli.flink;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Builds the configuration of the cluster and of the job that is submitted to it. */
final class ClusterConfiguration {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * The job's fat jar travels through the REST endpoint; Flink's limit of 100 MiB is near its size.
   */
  private static final int REST_LIMIT_BYTES = 1 << 30;

  private ClusterConfiguration() {}

  /** A cluster of one TaskManager on 127.0.0.1, with the given slots. */
  static Configuration cluster(int restPort, int slots, Map<String, String> more) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    configuration.set(RestOptions.PORT, restPort);
    configuration.set(RestOptions.SERVER_MAX_CONTENT_LENGTH, REST_LIMIT_BYTES);
    configuration.set(RestOptions.CLIENT_MAX_CONTENT_LENGTH, REST_LIMIT_BYTES);
    configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    configuration.set(BlobServerOptions.PORT, "0");
    configuration.setString(
        "metrics.reporter.final.factory.class", FinalMetricsFactory.class.getName());
    more.forEach(configuration::setString);
    return configuration;
  }

  /**
   * What a job is submitted with; on Managed Flink the service decides these, and refuses a job
   * that changes them in its code, as is done here.
   */
  static Configuration job(Configuration cluster, URI rest, JobSettings settings) {
    Configuration configuration = new Configuration(cluster);
    configuration.set(DeploymentOptions.TARGET, "remote");
    configuration.set(DeploymentOptions.ATTACHED, true);
    configuration.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);
    configuration.set(RestOptions.PORT, rest.getPort());
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, settings.checkpointTimeout());
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, settings.restartAttempts());
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    return configuration;
  }

  /**
   * How the job is run.
   *
   * @param parallelism its default parallelism
   * @param checkpointInterval the time from one checkpoint's start to the next one's
   * @param checkpointTimeout what a checkpoint may take
   * @param checkpointDirectory where checkpoints are kept, with a scheme
   * @param restartAttempts how many failures the job survives
   */
  record JobSettings(
      int parallelism,
      Duration checkpointInterval,
      Duration checkpointTimeout,
      URI checkpointDirectory,
      int restartAttempts) {
    JobSettings {
      if (parallelism < 1) {
        throw new IllegalArgumentException("The parallelism must be 1 or more: " + parallelism);
      }
      if (checkpointDirectory.getScheme() == null) {
        throw new IllegalArgumentException(
            "The checkpoint directory must be a URI with a scheme: " + checkpointDirectory);
      }
      if (restartAttempts < 0) {
        throw new IllegalArgumentException(
            "The restart attempts must be 0 or more: " + restartAttempts);
      }
    }
  }
}
