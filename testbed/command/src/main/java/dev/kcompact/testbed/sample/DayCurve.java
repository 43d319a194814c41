package dev.kcompact.testbed.sample;

/**
 * The distribution of a retailer's records over a day: few at night, a peak at noon, a larger one
 * in the evening.
 */
final class DayCurve {
  private static final int[] WEIGHTS = {
    22, 14, 9, 6, 5, 7, 14, 26, 40, 55, 64, 72, 78, 70, 62, 60, 63, 68, 76, 88, 96, 90, 66, 40
  };
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private DayCurve() {}

  /**
   * The time at which the given share of the day's records has been written.
   *
   * @param share from 0 (inclusive) to 1 (exclusive)
   * @return microseconds since midnight
   */
  static long microsOfDay(double share) {
    int total = 0;
    for (int weight : WEIGHTS) {
      total += weight;
    }
    double left = share * total;
    int hour = 0;
    while (left >= WEIGHTS[hour]) {
      left -= WEIGHTS[hour];
      hour++;
    }
    long within = (long) (left / WEIGHTS[hour] * MICROS_PER_HOUR);
    return hour * MICROS_PER_HOUR + Math.min(within, MICROS_PER_HOUR - 1);
  }
}
