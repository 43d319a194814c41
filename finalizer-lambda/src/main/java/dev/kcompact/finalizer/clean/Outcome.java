package dev.kcompact.finalizer.clean;

/** What came of a task. */
sealed interface Outcome {
  /** Whether it is to be gone on with in another invocation. */
  default boolean isWhole() {
    return true;
  }

  /**
   * A day's raw objects were tagged or deleted.
   *
   * @param left objects that the ledger does not have as they are
   * @param isWhole false where time ran short
   */
  record Cleaned(long objects, long bytes, long left, boolean isWhole) implements Outcome {}

  /** Nothing was done, and this is why. */
  record Refused(String reason) implements Outcome {}

  /** Old runs were removed. */
  record Removed(long runs, boolean isWhole) implements Outcome {}
}
