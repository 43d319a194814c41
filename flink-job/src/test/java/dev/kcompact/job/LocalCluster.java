package dev.kcompact.job;

import dev.kcompact.job.config.JobOptions;
import dev.kcompact.job.config.RuntimeProperties;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Flink cluster in this JVM that runs the real job. */
final class LocalCluster implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 300;

  private final Path checkpoints;
  private final MiniCluster cluster;
  private final Map<String, String> properties = new HashMap<>();
  private final Configuration configuration = new Configuration();
  private ObjectStores stores = ObjectStores.of(dev.kcompact.job.store.StoreOptions.DEFAULTS);

  LocalCluster(Path checkpoints, String source, String lake, int slots) throws Exception {
    this.checkpoints = checkpoints;
    properties.put("source", source);
    properties.put("lake", lake);
    properties.put("tables", "file:///unused/");
    Configuration server = new Configuration();
    server.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    server.set(RestOptions.BIND_PORT, "0");
    server.setString(
        "metrics.reporter.memory.factory.class", InMemoryMetricReporter.Factory.class.getName());
    server.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    server.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
    server.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(server)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    set("execution.checkpointing.interval", "300 ms");
    set("execution.checkpointing.tolerable-failed-checkpoints", "100");
    set("execution.checkpointing.storage", "filesystem");
    set("execution.checkpointing.dir", checkpoints.toUri().toString());
    set("restart-strategy.type", "fixed-delay");
    set("restart-strategy.fixed-delay.attempts", "1000");
    set("restart-strategy.fixed-delay.delay", "50 ms");
  }

  /** Flink's configuration of the job, as in a deployment. */
  LocalCluster set(String key, String value) {
    configuration.setString(key, value);
    return this;
  }

  /** A property of the job. */
  LocalCluster property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** Replaces the stores that the job uses. */
  LocalCluster stores(ObjectStores stores) {
    this.stores = stores;
    return this;
  }

  JobID submit(JobTables tables, int parallelism, @Nullable String savepoint) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    CompactionJob.build(
        environment,
        JobOptions.read(new RuntimeProperties(Map.of("kcompact", properties))),
        tables,
        stores);
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    cluster.submitJob(graph).get();
    return graph.getJobID();
  }

  /** Waits until a bounded job ends; fails if the job fails. */
  void await(JobID job) throws Exception {
    cluster
        .requestJobResult(job)
        .get(TIMEOUT_SECONDS, java.util.concurrent.TimeUnit.SECONDS)
        .toJobExecutionResult(getClass().getClassLoader());
  }

  String stopWithSavepoint(JobID job) throws Exception {
    return cluster
        .stopWithSavepoint(
            job, checkpoints.toUri() + "savepoints", false, SavepointFormatType.CANONICAL)
        .get(TIMEOUT_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
  }

  /** Takes a savepoint without stopping the job. */
  String savepoint(JobID job) throws Exception {
    return cluster
        .triggerSavepoint(
            job, checkpoints.toUri() + "savepoints", false, SavepointFormatType.CANONICAL)
        .get(TIMEOUT_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
  }

  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    Awaitility.await("the job has ended")
        .atMost(Duration.ofSeconds(TIMEOUT_SECONDS))
        .until(() -> cluster.getJobStatus(job).get() == JobStatus.CANCELED);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
