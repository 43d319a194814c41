package dev.kcompact.contract.lineage;

import dev.kcompact.contract.codec.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that differ only in one number.
 *
 * @param before the key before the number
 * @param after the key after the number
 * @param digits width of the number, padded with zeros
 */
record KeySeries(String before, String after, int digits) {

  /** Uses the last digits of the name without extension; null if there are none. */
  static @Nullable KeySeries of(String key, int maxDigits) {
    int name = key.lastIndexOf('/') + 1;
    int dot = key.indexOf('.', name);
    int end = dot < 0 ? key.length() : dot;
    while (end > name && !isDigit(key.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > name && isDigit(key.charAt(start - 1))) {
      start--;
    }
    int digits = end - start;
    return digits == 0 || digits > maxDigits
        ? null
        : new KeySeries(key.substring(0, start), key.substring(end), digits);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  long numberIn(String key) {
    return Long.parseLong(key, before.length(), before.length() + digits, 10);
  }

  /** Numbers must ascend, as they do in sorted keys of one series. */
  void write(DataOutputStream out, List<Long> numbers) throws IOException {
    Varints.writeText(out, before);
    Varints.writeText(out, after);
    Varints.write(out, digits);
    Varints.write(out, numbers.size());
    long last = -1;
    for (long number : numbers) {
      Varints.write(out, number - last - 1);
      last = number;
    }
  }

  /**
   * Returns the number of characters of the added keys.
   *
   * @param most maximum number of keys
   * @param mostCharacters maximum number of characters to add
   */
  static long readInto(List<String> keys, DataInputStream in, int most, long mostCharacters)
      throws IOException {
    String before = Varints.readText(in);
    String after = Varints.readText(in);
    int digits = Varints.readCount(in, Long.SIZE);
    int count = Varints.readCount(in, most - keys.size());
    long characters = (long) count * (before.length() + digits + after.length());
    if (characters > mostCharacters) {
      throw new IOException("its keys have more than " + mostCharacters + " characters");
    }
    long last = -1;
    for (int i = 0; i < count; i++) {
      last += Varints.read(in) + 1;
      String number = Long.toString(last);
      if (last < 0 || number.length() > digits) {
        throw new IOException("a number does not fit its " + digits + " digits: " + last);
      }
      keys.add(before + "0".repeat(digits - number.length()) + number + after);
    }
    return characters;
  }
}
