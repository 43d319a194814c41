package dev.kcompact.contract.fuzz;

import java.time.Duration;
import java.util.Random;

/**
 * Tries random input. The default build tries the same few thousand each time; {@code
 * -Dkcompact.fuzz=PT10M} goes on from a new place for so long, {@code -Dkcompact.fuzz.seed=N} tries
 * that one alone. What fails names its seed.
 */
public final class Fuzz {
  private static final String TIME = "kcompact.fuzz";
  private static final String SEED = "kcompact.fuzz.seed";

  private Fuzz() {}

  /** Checks what a source of randomness leads to. */
  @FunctionalInterface
  public interface Check {
    void of(Random random) throws Exception;
  }

  /**
   * @param tries of the default build
   */
  public static void run(int tries, Check check) {
    String seed = System.getProperty(SEED);
    String time = System.getProperty(TIME);
    if (seed != null) {
      tryOut(Long.parseLong(seed), check);
    } else if (time != null) {
      long end = System.nanoTime() + Duration.parse(time).toNanos();
      long first = System.currentTimeMillis() << 20;
      long next = first;
      while (System.nanoTime() < end) {
        tryOut(next++, check);
      }
      System.out.println("tried " + (next - first) + " seeds from " + first);
    } else {
      for (int i = 0; i < tries; i++) {
        tryOut(i, check);
      }
    }
  }

  private static void tryOut(long seed, Check check) {
    try {
      check.of(new Random(seed));
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(
          "again with -D" + SEED + "=" + seed + ": " + String.valueOf(e.getMessage()), e);
    }
  }
}
