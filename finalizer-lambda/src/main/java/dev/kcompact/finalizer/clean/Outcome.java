package dev.kcompact.finalizer.clean;

/** The outcome of a task. */
sealed interface Outcome {
  /** Whether no other invocation has to continue it. */
  default boolean isComplete() {
    return true;
  }

  /**
   * A day's raw objects were tagged or deleted.
   *
   * @param left objects that differ from the ledger
   * @param isComplete false if time ran short
   */
  record Cleaned(long objects, long bytes, long left, boolean isComplete) implements Outcome {}

  /** Nothing was done for this reason. */
  record Refused(String reason) implements Outcome {}

  /** Expired runs were deleted. */
  record Removed(long runs, boolean isComplete) implements Outcome {}
}
