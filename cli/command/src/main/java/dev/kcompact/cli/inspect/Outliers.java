package dev.kcompact.cli.inspect;

/**
 * Values that are so rare among many that they are errors rather than another form. A type need not
 * fit them: their records become corrupt rows, which are kept with their reason.
 */
final class Outliers {
  /** Of fewer values, each counts. */
  private static final long MANY = 1000;

  private static final long ONE_IN = 500;

  private Outliers() {}

  /** Whether {@code some} are all of {@code all}, or all but outliers. */
  static boolean isNearlyAll(long some, long all) {
    return some > 0 && all - some <= most(all);
  }

  /** The most outliers among so many values or records. */
  static long most(long all) {
    return all < MANY ? 0 : all / ONE_IN;
  }
}
