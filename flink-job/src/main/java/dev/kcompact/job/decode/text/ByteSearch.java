package dev.kcompact.job.decode.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches bytes for a delimiter, eight bytes at a time. */
public final class ByteSearch {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long NEWLINES = '\n' * ONES;

  private ByteSearch() {}

  /**
   * Index of the first byte from {@code from} on that ends the plain text of a JSON string: a
   * quote, a backslash, a control character or a byte beyond ASCII; {@code to} if there is none.
   */
  public static int endOfPlainText(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, at);
      long controls = (eight - BLANKS) & ~eight;
      long found = (zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | controls | eight) & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  /** Index of the first newline from {@code from} on, or {@code to}. */
  public static int newline(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long found = zeros((long) EIGHT.get(bytes, at) ^ NEWLINES) & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /**
   * Sets the top bit of every byte that is zero. The lowest bit set is exact; bits above it may be
   * set for other bytes.
   */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }
}
