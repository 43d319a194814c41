package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits that close a group.
 *
 * @param timeBudget longest expected time of work on a group; it delays checkpoints by as much
 * @param maxWait replaces every table's own; null for the tables' own
 * @param dayGrace how long after a day's end its last objects are still expected
 * @param maxRawBytes largest raw size of a group at any ratio
 * @param probeBytes raw bytes of the first group of a table whose ratio is not known
 */
public record PlanLimits(
    Duration timeBudget,
    @Nullable Duration maxWait,
    Duration dayGrace,
    long maxRawBytes,
    long probeBytes)
    implements Serializable {
  public static final PlanLimits DEFAULTS =
      new PlanLimits(Duration.ofMinutes(2), null, Duration.ofMinutes(15), 4L << 30, 64L << 20);

  public PlanLimits {
    requireNonNull(timeBudget, "timeBudget is null");
    requireNonNull(dayGrace, "dayGrace is null");
    if (timeBudget.isNegative() || timeBudget.isZero()) {
      throw new IllegalArgumentException("timeBudget is not positive: " + timeBudget);
    }
    if (maxWait != null && (maxWait.isNegative() || maxWait.isZero())) {
      throw new IllegalArgumentException("maxWait is not positive: " + maxWait);
    }
    if (dayGrace.isNegative()) {
      throw new IllegalArgumentException("dayGrace is negative: " + dayGrace);
    }
    if (maxRawBytes <= 0) {
      throw new IllegalArgumentException("maxRawBytes is not positive: " + maxRawBytes);
    }
    if (probeBytes <= 0) {
      throw new IllegalArgumentException("probeBytes is not positive: " + probeBytes);
    }
  }
}
