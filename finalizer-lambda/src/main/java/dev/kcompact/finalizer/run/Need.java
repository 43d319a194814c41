package dev.kcompact.finalizer.run;

/**
 * What work is expected to need at most.
 *
 * @param memoryBytes of DuckDB
 * @param storageBytes of temporary storage
 * @param seconds of one invocation
 */
public record Need(long memoryBytes, long storageBytes, long seconds) {
  public Need {
    if (memoryBytes < 0 || storageBytes < 0 || seconds < 0) {
      throw new IllegalArgumentException(
          "a need is negative: " + memoryBytes + ", " + storageBytes + ", " + seconds);
    }
  }

  /** What both need, one after the other, the files of each being removed before the next. */
  public Need then(Need next) {
    return new Need(
        Math.max(memoryBytes, next.memoryBytes),
        Math.max(storageBytes, next.storageBytes),
        seconds + next.seconds);
  }
}
