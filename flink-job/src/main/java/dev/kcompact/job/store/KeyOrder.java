package dev.kcompact.job.store;

import java.util.Comparator;

/** The order of keys in a listing: that of their UTF-8 bytes, which S3 uses. */
public final class KeyOrder {
  public static final Comparator<String> BY_BYTES = KeyOrder::compare;

  private KeyOrder() {}

  public static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points above all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + (1 << Character.SIZE) : c;
  }

  /** Whether a listing that has come to {@code last} has listed every key below a directory. */
  public static boolean isPast(String last, String directory) {
    return compare(last, directory) > 0 && !last.startsWith(directory);
  }
}
