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

/** Configuration of the cluster and of the job that is submitted to it. */
final class ClusterConfiguration {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * The job's fat jar is sent through the REST endpoint and nearly reaches Flink's limit, 100 MiB.
   */
  private static final int REST_LIMIT_BYTES = 1 << 30;

  private ClusterConfiguration() {}

  /** A cluster of one TaskManager on 127.0.0.1. */
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
   * The job's configuration. Managed Flink sets these values itself, and rejects a job that changes
   * them in its code.
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
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory());
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
   * @param checkpointDirectory a URI with a scheme
   */
  record JobSettings(
      int parallelism,
      Duration checkpointInterval,
      Duration checkpointTimeout,
      String checkpointDirectory,
      int restartAttempts) {
    JobSettings {
      if (parallelism < 1) {
        throw new IllegalArgumentException("Parallelism is less than 1: " + parallelism);
      }
      if (checkpointDirectory.indexOf(":/") <= 0) {
        throw new IllegalArgumentException(
            "checkpointDirectory has no scheme: " + checkpointDirectory);
      }
      if (restartAttempts < 0) {
        throw new IllegalArgumentException("Restart attempts are negative: " + restartAttempts);
      }
    }
  }
}
