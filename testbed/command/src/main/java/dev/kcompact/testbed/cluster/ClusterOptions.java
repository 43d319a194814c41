package dev.kcompact.testbed.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param slots slots of each TaskManager
 * @param flink additional Flink configuration, for example of the S3 plugin
 */
public record ClusterOptions(int slots, Map<String, String> flink) {
  /** Heap of the JobManager, including the source's enumerator, in MiB. */
  static final int JOB_MANAGER_HEAP_MIB = 384;

  /** Heap of a TaskManager's tasks and framework, in MiB. */
  static final int TASK_MANAGER_HEAP_MIB = 640;

  /** Direct memory for network buffers, uploads and the framework, in MiB. */
  static final int TASK_MANAGER_DIRECT_MIB = 320;

  private static final int FRAMEWORK_HEAP_MIB = 128;

  public ClusterOptions {
    if (slots < 1) {
      throw new IllegalArgumentException("slots is not positive: " + slots);
    }
    flink = Map.copyOf(flink);
  }

  /**
   * The contents of {@code config.yaml}. A TaskManager's memory is configured completely, because
   * the scripts of flink-dist, which would compute it, are not used. A lost peer is detected after
   * 8 seconds.
   */
  Map<String, String> configuration(int rpcPort, int restPort, int blobPort) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("jobmanager.rpc.address", "127.0.0.1");
    all.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    all.put("jobmanager.bind-host", "127.0.0.1");
    all.put("rest.address", "127.0.0.1");
    all.put("rest.bind-address", "127.0.0.1");
    all.put("rest.port", Integer.toString(restPort));
    all.put("rest.server.max-content-length", Integer.toString(1 << 30));
    all.put("blob.server.port", Integer.toString(blobPort));
    all.put("taskmanager.bind-host", "127.0.0.1");
    all.put("taskmanager.host", "127.0.0.1");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    all.put("taskmanager.cpu.cores", slots + ".0");
    all.put("taskmanager.memory.task.heap.size", TASK_MANAGER_HEAP_MIB - FRAMEWORK_HEAP_MIB + "m");
    all.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MIB + "m");
    all.put("taskmanager.memory.task.off-heap.size", "128m");
    all.put("taskmanager.memory.framework.off-heap.size", "128m");
    all.put("taskmanager.memory.network.min", "64m");
    all.put("taskmanager.memory.network.max", "64m");
    all.put("taskmanager.memory.managed.size", "64m");
    all.put("taskmanager.memory.jvm-metaspace.size", "256m");
    all.put("taskmanager.memory.jvm-overhead.min", "192m");
    all.put("taskmanager.memory.jvm-overhead.max", "192m");
    all.put("heartbeat.interval", "2s");
    all.put("heartbeat.timeout", "8s");
    all.put("security.delegation.tokens.enabled", "false");
    all.putAll(flink);
    return all;
  }
}
