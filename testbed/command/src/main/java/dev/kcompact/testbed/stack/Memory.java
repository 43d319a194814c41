package dev.kcompact.testbed.stack;

import dev.kcompact.cli.job.FlinkJob;

/**
 * What every part may have, in MiB: the whole system stays within 8 GiB. A JVM needs some 150 MiB
 * beside its heap, moto some 250 MiB.
 */
public final class Memory {
  /** Heap of the S3 server. */
  public static final int S3_HEAP_MIB = 512;

  /** Heap of the Kafka broker. */
  public static final int KAFKA_HEAP_MIB = 384;

  /** All Lambda sandboxes together, each counted with the whole of its function's memory. */
  public static final int LAMBDA_MIB = 4096;

  /** The finalizing function's memory: two of them fit at once. */
  public static final int FINALIZE_MIB = 2048;

  /** Heap of the command itself, set by the launcher script. */
  public static final int COMMAND_HEAP_MIB = 512;

  private Memory() {}

  /** One line that says it all. */
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
