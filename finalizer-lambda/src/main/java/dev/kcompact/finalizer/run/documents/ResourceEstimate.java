package dev.kcompact.finalizer.run.documents;

/**
 * Upper bounds of what a piece of work is expected to use.
 *
 * @param memoryBytes of DuckDB
 * @param storageBytes of temporary storage
 * @param seconds of one invocation
 */
public record ResourceEstimate(long memoryBytes, long storageBytes, long seconds) {
  public ResourceEstimate {
    if (memoryBytes < 0 || storageBytes < 0 || seconds < 0) {
      throw new IllegalArgumentException(
          "an estimate is negative: " + memoryBytes + ", " + storageBytes + ", " + seconds);
    }
  }

  /** The estimate of both, one after the other, with the files of each removed before the next. */
  public ResourceEstimate then(ResourceEstimate next) {
    return new ResourceEstimate(
        Math.max(memoryBytes, next.memoryBytes),
        Math.max(storageBytes, next.storageBytes),
        seconds + next.seconds);
  }
}
