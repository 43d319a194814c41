package dev.kcompact.finalizer.ledger;

/**
 * The progress of the ledgers.
 *
 * @param objects rows of the ledgers that are written
 */
public record LedgerAnswer(Status status, long objects) {
  /** Whether another call is needed. */
  public enum Status {
    /** Time was short: call again. */
    CONTINUE,
    DONE
  }
}
