package dev.kcompact.job.discovery;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * The time between two polls for new objects, which adapts between two bounds: shorter while a
 * listing returns many new keys, longer while it returns few, since a LIST request costs the same
 * for a thousand new keys and for one. Immutable.
 *
 * @param min shortest time between two polls
 * @param max longest time between two polls
 * @param current the time now
 */
public record PollInterval(Duration min, Duration max, Duration current) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** New keys per listing from which on the interval gets shorter. */
  private static final long MANY = 200;

  /** New keys per listing below which the interval gets longer. */
  private static final long FEW = 50;

  public PollInterval {
    requireNonNull(max, "max is null");
    requireNonNull(current, "current is null");
    requirePositive(min, "min");
    checkArgument(max.compareTo(min) >= 0, "max is less than %s: %s", min, max);
    checkArgument(
        current.compareTo(min) >= 0 && current.compareTo(max) <= 0,
        "current is not within %s..%s: %s",
        min,
        max,
        current);
  }

  public static PollInterval between(Duration min, Duration max) {
    return new PollInterval(min, max, min);
  }

  /**
   * Returns the interval after a poll.
   *
   * @param discovered number of new objects
   * @param listings number of requests it took to find them
   */
  public PollInterval after(long discovered, long listings) {
    if (discovered >= MANY * listings && discovered > 0) {
      return with(current.dividedBy(2));
    }
    return discovered < FEW * listings ? with(current.multipliedBy(3).dividedBy(2)) : this;
  }

  private PollInterval with(Duration next) {
    Duration atLeastMin = next.compareTo(min) < 0 ? min : next;
    return new PollInterval(min, max, atLeastMin.compareTo(max) > 0 ? max : atLeastMin);
  }
}
