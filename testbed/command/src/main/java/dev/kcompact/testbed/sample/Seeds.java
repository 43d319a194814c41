package dev.kcompact.testbed.sample;

/** Independent random numbers from coordinates, so that each record can be generated separately. */
final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** A pseudorandom number that depends only on the arguments. */
  static long mix(long seed, long stream, long number) {
    return scramble(scramble(seed + GOLDEN * (stream + 1)) + GOLDEN * (number + 1));
  }

  /** A number in {@code [0, bound)}. */
  static long below(long bound, long seed, long stream, long number) {
    return Long.remainderUnsigned(mix(seed, stream, number), bound);
  }

  private static long scramble(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
