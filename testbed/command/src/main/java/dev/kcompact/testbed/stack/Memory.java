package dev.kcompact.testbed.stack;

import dev.kcompact.cli.job.FlinkJob;

/**
 * Memory of every part in MiB: the complete system uses at most 8 GiB. A JVM needs about 150 MiB in
 * addition to its heap, moto about 250 MiB.
 */
public final class Memory {
  public static final int S3_HEAP_MIB = 512;

  public static final int KAFKA_HEAP_MIB = 384;

  /** The Kafka Connect worker, which runs without Flink's job and Lambda. */
  public static final int CONNECT_HEAP_MIB = 384;

  /** All Lambda sandboxes together, each counted with its function's memory. */
  public static final int LAMBDA_MIB = 4096;

  /** The finalize function's memory: two sandboxes fit at once. */
  public static final int FINALIZE_MIB = 2048;

  /** Heap of the command, which the launcher script sets. */
  public static final int COMMAND_HEAP_MIB = 512;

  private Memory() {}

  public static String summary() {
    return "Memory: S3 %d, Kafka %d, Flink %d + %d, Lambda %d, command %d MiB"
        .formatted(
            S3_HEAP_MIB,
            KAFKA_HEAP_MIB,
            FlinkJob.HEAP_MIB,
            FlinkJob.DIRECT_MIB,
            LAMBDA_MIB,
            COMMAND_HEAP_MIB);
  }
}
