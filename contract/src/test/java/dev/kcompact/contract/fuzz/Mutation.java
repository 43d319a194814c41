package dev.kcompact.contract.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Bytes with small damage, as storage, transport and manual edits cause it. */
public final class Mutation {
  private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xc0, 0xff};

  private Mutation() {}

  /** Returns another array; does not change {@code bytes}. */
  public static byte[] of(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && mutated.length > 0; i--) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> set(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 1 -> set(bytes, at, EDGES[random.nextInt(EDGES.length)]);
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> splice(bytes, at, at + length, new byte[0]);
      case 4 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      default -> {
        int from = random.nextInt(bytes.length);
        int most = Math.min(length, bytes.length - from);
        yield splice(bytes, at, at + length, Arrays.copyOfRange(bytes, from, from + most));
      }
    };
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    byte[] spliced = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(with, 0, spliced, from, with.length);
    System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
    return spliced;
  }
}
