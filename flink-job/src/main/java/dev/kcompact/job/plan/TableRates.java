package dev.kcompact.job.plan;

/**
 * Rates learned from a table's previous groups. They are exponentially weighted means, which adapt
 * to changed records within a few files.
 *
 * @param ratio bytes of Parquet per byte of raw object
 * @param bytesPerSecond raw bytes that one reader processes per second
 * @param learned whether any group was measured
 */
public record TableRates(double ratio, double bytesPerSecond, boolean learned) {
  private static final double WEIGHT = 0.3;
  private static final double MIN_RATIO = 1e-3;
  private static final double MAX_RATIO = 4;

  /** Kafka Connect's JSON shrinks to between 10% and 33%; 5 MB/s is a slow reader. */
  public static final TableRates UNKNOWN = new TableRates(0.2, 5e6, false);

  public TableRates {
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("ratio is not positive: " + ratio);
    }
    if (!(bytesPerSecond > 0) || Double.isInfinite(bytesPerSecond)) {
      throw new IllegalArgumentException("bytesPerSecond is not positive: " + bytesPerSecond);
    }
  }

  /**
   * Returns the rates after one more file; learns nothing from 0 bytes.
   *
   * @param seconds duration of the work; 0 if unknown, as for a file read from the lake
   */
  public TableRates after(long rawBytes, long fileBytes, double seconds) {
    if (rawBytes <= 0 || fileBytes <= 0) {
      return this;
    }
    double observed = Math.max(MIN_RATIO, Math.min(MAX_RATIO, (double) fileBytes / rawBytes));
    double rate = seconds > 0 ? rawBytes / seconds : bytesPerSecond;
    return learned
        ? new TableRates(mean(ratio, observed), mean(bytesPerSecond, rate), true)
        : new TableRates(observed, rate, true);
  }

  private static double mean(double before, double now) {
    return before + WEIGHT * (now - before);
  }
}
