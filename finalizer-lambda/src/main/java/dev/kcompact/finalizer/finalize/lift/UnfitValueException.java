package dev.kcompact.finalizer.finalize.lift;

/**
 * A value does not have its column's type or encoding. Without a stack trace; one per bad value.
 */
final class UnfitValueException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitValueException() {
    super("value does not fit its column", null, false, false);
  }
}
