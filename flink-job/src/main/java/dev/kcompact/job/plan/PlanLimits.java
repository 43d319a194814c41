package dev.kcompact.job.plan;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits that close a group.
 *
 * @param timeBudget maximum expected work on a group, which delays checkpoints by the same time
 * @param maxWait replaces the value of every table; null to keep them
 * @param dayGrace time after the end of a day in which its last objects may arrive
 * @param maxRawBytes largest raw size of a group at any ratio
 * @param probeBytes raw size of the first group of a table, whose ratio is unknown
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
    requireNonNull(dayGrace, "dayGrace is null");
    requirePositive(timeBudget, "timeBudget");
    checkArgument(
        maxWait == null || (!maxWait.isNegative() && !maxWait.isZero()),
        "maxWait is not positive: %s",
        maxWait);
    checkArgument(!dayGrace.isNegative(), "dayGrace is negative: %s", dayGrace);
    requirePositive(maxRawBytes, "maxRawBytes");
    requirePositive(probeBytes, "probeBytes");
  }
}
