package dev.kcompact.job.decode.text;

/** Checks UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  /**
   * Length in bytes of the sequence that starts at {@code at}; 0 if it is invalid or reaches beyond
   * {@code to}.
   */
  public static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    if (lead < 0xe0) {
      return isTail(bytes, at + 1, to, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead < 0xf0) {
      int least = lead == 0xe0 ? 0xa0 : 0x80;
      int most = lead == 0xed ? 0x9f : 0xbf;
      return isTail(bytes, at + 1, to, least, most) && isTail(bytes, at + 2, to, 0x80, 0xbf)
          ? 3
          : 0;
    }
    int least = lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xf4 ? 0x8f : 0xbf;
    return isTail(bytes, at + 1, to, least, most)
            && isTail(bytes, at + 2, to, 0x80, 0xbf)
            && isTail(bytes, at + 3, to, 0x80, 0xbf)
        ? 4
        : 0;
  }

  public static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int length = sequenceLength(bytes, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** The largest index up to {@code at}, at most three bytes before it, that cuts no sequence. */
  public static int floor(byte[] bytes, int from, int at, int to) {
    if (at >= to) {
      return to;
    }
    int floor = at;
    while (floor > from && at - floor < 3 && (bytes[floor] & 0xc0) == 0x80) {
      floor--;
    }
    return (bytes[floor] & 0xc0) == 0x80 ? at : floor;
  }

  private static boolean isTail(byte[] bytes, int at, int to, int least, int most) {
    if (at >= to) {
      return false;
    }
    int tail = bytes[at] & 0xff;
    return tail >= least && tail <= most;
  }
}
