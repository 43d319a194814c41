package dev.kcompact.finalizer.run.documents;

/** Upper bounds of expected use: DuckDB's memory, temporary storage, time of one invocation. */
public record ResourceEstimate(long memoryBytes, long storageBytes, long seconds) {
  public ResourceEstimate {
    if (memoryBytes < 0 || storageBytes < 0 || seconds < 0) {
      throw new IllegalArgumentException(
          "an estimate is negative: " + memoryBytes + ", " + storageBytes + ", " + seconds);
    }
  }

  /** Returns the estimate for both, one after the other; files are deleted in between. */
  public ResourceEstimate then(ResourceEstimate next) {
    return new ResourceEstimate(
        Math.max(memoryBytes, next.memoryBytes),
        Math.max(storageBytes, next.storageBytes),
        seconds + next.seconds);
  }
}
