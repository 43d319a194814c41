package dev.kcompact.job.plan;

import dev.kcompact.job.plan.FileGroup.Limit;

/**
 * Current group sizes of a table, in raw bytes according to its rates.
 *
 * @param full size of a full group
 * @param cutAt pending bytes at which a full group is cut
 * @param max largest group that makes one file; a larger one makes two
 * @param maxWithoutRatio largest group that makes one file at any ratio
 * @param limit limit that makes a group full
 */
record GroupSizes(long full, long cutAt, long max, long maxWithoutRatio, Limit limit) {
  /** Smallest file as a fraction of the target (100 MB of 128 MiB). */
  private static final double MIN = 0.75;

  /** Largest file as a fraction of the target (200 MB of 128 MiB). */
  private static final double MAX = 1.49;

  static GroupSizes of(long targetBytes, PlanLimits limits, TableRates rates) {
    long max = (long) Math.max(1, targetBytes * MAX / rates.ratio());
    // The worst case is JSON that does not compress at all.
    long maxWithoutRatio = Math.min(max, (long) (targetBytes * MAX));
    long target = Math.min((long) Math.max(1, targetBytes / rates.ratio()), limits.maxRawBytes());
    long budget = (long) Math.max(1, rates.bytesPerSecond() * limits.timeBudget().toMillis() / 1e3);
    if (!rates.learned() && limits.probeBytes() < Math.min(target, budget)) {
      // A probe helps only if the pending bytes exceed one file.
      return new GroupSizes(
          limits.probeBytes(),
          Math.max(maxWithoutRatio, target),
          max,
          maxWithoutRatio,
          Limit.PROBE);
    }
    if (budget < target) {
      return new GroupSizes(budget, budget, budget, maxWithoutRatio, Limit.TIME_BUDGET);
    }
    long cutAt = target + (long) (target * MIN);
    return new GroupSizes(
        target, cutAt, Math.min(max, limits.maxRawBytes()), maxWithoutRatio, Limit.TARGET_SIZE);
  }
}
