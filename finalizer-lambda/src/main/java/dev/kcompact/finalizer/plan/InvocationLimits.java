package dev.kcompact.finalizer.plan;

import dev.kcompact.finalizer.settings.Settings;

/** The resources of one invocation of Finalize; memory and threads are DuckDB's. */
record InvocationLimits(long memoryBytes, int threads, long storageBytes, long workUnitBytes) {
  InvocationLimits {
    positive("memoryBytes", memoryBytes);
    positive("threads", threads);
    positive("storageBytes", storageBytes);
    positive("workUnitBytes", workUnitBytes);
  }

  static InvocationLimits of(Settings settings) {
    return new InvocationLimits(
        settings.finalizeMemoryBytes(),
        settings.duckDbThreads(),
        settings.tmpBytes(),
        settings.workUnitBytes());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }
}
