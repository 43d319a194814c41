package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;

/** A record is JSON but no row of its table. Ends this record only. */
final class CorruptRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CorruptReason reason;
  private final String pointer;

  /**
   * @param pointer JSON pointer without record contents; empty if unknown
   */
  CorruptRecordException(CorruptReason reason, String pointer) {
    super(null, null, false, false);
    this.reason = reason;
    this.pointer = pointer;
  }

  CorruptReason reason() {
    return reason;
  }

  String pointer() {
    return pointer;
  }
}
