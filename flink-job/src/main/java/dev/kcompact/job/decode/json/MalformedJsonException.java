package dev.kcompact.job.decode.json;

/** The text is not JSON from some byte on. Ends a line or an array, not only a record. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final boolean atEnd;

  /**
   * @param position of the first byte that the grammar does not allow
   * @param atEnd whether the text only ends too early
   */
  MalformedJsonException(int position, boolean atEnd) {
    super(null, null, false, false);
    this.position = position;
    this.atEnd = atEnd;
  }

  public int position() {
    return position;
  }

  public boolean atEnd() {
    return atEnd;
  }
}
