package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.settings.Settings;

/**
 * What an invocation of Finalize has.
 *
 * @param memoryBytes of DuckDB
 * @param threads of DuckDB
 * @param storageBytes of temporary storage
 * @param sliceBytes uncompressed bytes that a slice takes
 */
record Limits(long memoryBytes, int threads, long storageBytes, long sliceBytes) {
  Limits {
    positive("memoryBytes", memoryBytes);
    positive("threads", threads);
    positive("storageBytes", storageBytes);
    positive("sliceBytes", sliceBytes);
  }

  static Limits of(Settings settings) {
    return new Limits(
        settings.duckDbMemoryBytes(),
        settings.duckDbThreads(),
        settings.tmpBytes(),
        settings.sliceBytes());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }
}
