package dev.kcompact.job.plan;

import dev.kcompact.job.plan.FileGroup.Limit;

/**
 * How large groups of one table are now, in raw bytes as expected from its rates.
 *
 * @param full size of a full group
 * @param cutAt how much must be waiting before one is cut
 * @param most largest group that still makes one file; what is larger makes two
 * @param unknown largest group that makes one file whatever the ratio turns out to be
 * @param limit what makes a group full
 */
record GroupSizes(long full, long cutAt, long most, long unknown, Limit limit) {
  /** Of the target: a smaller file is a small one (100 MB of 128 MiB). */
  private static final double LEAST = 0.75;

  /** Of the target: a larger file is too large (200 MB of 128 MiB). */
  private static final double MOST = 1.49;

  static GroupSizes of(long targetBytes, PlanLimits limits, TableRates rates) {
    long most = (long) Math.max(1, targetBytes * MOST / rates.ratio());
    // JSON that does not shrink at all is the worst case.
    long unknown = Math.min(most, (long) (targetBytes * MOST));
    long target = Math.min((long) Math.max(1, targetBytes / rates.ratio()), limits.maxRawBytes());
    long budget = (long) Math.max(1, rates.bytesPerSecond() * limits.timeBudget().toMillis() / 1e3);
    if (!rates.learned() && limits.probeBytes() < Math.min(target, budget)) {
      // Worth a probe only when more than one file's worth is waiting.
      return new GroupSizes(
          limits.probeBytes(), Math.max(unknown, target), most, unknown, Limit.PROBE);
    }
    if (budget < target) {
      return new GroupSizes(budget, budget, budget, unknown, Limit.TIME_BUDGET);
    }
    long cutAt = target + (long) (target * LEAST);
    return new GroupSizes(
        target, cutAt, Math.min(most, limits.maxRawBytes()), unknown, Limit.TARGET_SIZE);
  }
}
