package dev.kcompact.job.decode;

/** The text is not JSON from some byte on. Ends a line or an array, not only a record. */
final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final boolean atEnd;

  /**
   * @param position of the first byte that does not fit
   * @param atEnd whether the text only stopped too early
   */
  MalformedJsonException(int position, boolean atEnd) {
    super(null, null, false, false);
    this.position = position;
    this.atEnd = atEnd;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return atEnd;
  }
}
