package dev.kcompact.finalizer.ledger;

/**
 * How far the ledgers came.
 *
 * @param objects rows of the ledgers that are written
 */
public record LedgerAnswer(Status status, long objects) {
  /** Whether there is more to do. */
  public enum Status {
    /** Time ran short: ask again. */
    CONTINUE,
    DONE
  }
}
