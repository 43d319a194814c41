package dev.kcompact.job.plan;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
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
