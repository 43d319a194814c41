package dev.kcompact.job.decode;

import java.util.Arrays;
import java.util.Random;

/** Random small changes of a line of text, as faulty transports and writers make them. */
final class RandomDamage {
  private static final byte[] STRUCTURE = {'{', '}', '[', ']', ',', ':', '"', '\\', ' ', 0, '0'};

  private RandomDamage() {}

  /** The line with one change, and without newlines. */
  static byte[] of(byte[] line, Random random) {
    byte[] damaged = once(line, random);
    for (int i = 0; i < damaged.length; i++) {
      damaged[i] = damaged[i] == '\n' || damaged[i] == '\r' ? (byte) ' ' : damaged[i];
    }
    return damaged;
  }

  /** The bytes with up to three changes. */
  static byte[] anywhere(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    for (int i = 1 + random.nextInt(3); i > 0 && damaged.length > 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] line, Random random) {
    int at = random.nextInt(line.length);
    return switch (random.nextInt(5)) {
      case 0 -> flip(line, at, random);
      case 1 -> Arrays.copyOf(line, at);
      case 2 -> splice(line, at, at + 1 + random.nextInt(3), new byte[0]);
      case 3 ->
          splice(
              line,
              at,
              at + random.nextInt(2),
              new byte[] {STRUCTURE[random.nextInt(STRUCTURE.length)]});
      default -> splice(line, at, at, Arrays.copyOfRange(line, at, at + random.nextInt(9)));
    };
  }

  private static byte[] flip(byte[] line, int at, Random random) {
    byte[] flipped = line.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  /** The line with {@code with} instead of the bytes {@code [from, to)}. */
  private static byte[] splice(byte[] line, int from, int to, byte[] with) {
    int end = Math.min(to, line.length);
    byte[] spliced = new byte[line.length - (end - from) + with.length];
    System.arraycopy(line, 0, spliced, 0, from);
    System.arraycopy(with, 0, spliced, from, with.length);
    System.arraycopy(line, end, spliced, from + with.length, line.length - end);
    return spliced;
  }
}
