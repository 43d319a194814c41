package dev.kcompact.job.discovery;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * Time between two polls for new objects. It shrinks while listings return many new keys and grows
 * while they return few, because a LIST request costs the same for any number of keys. Immutable.
 */
public record PollInterval(Duration min, Duration max, Duration current) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** New keys per listing: the interval shrinks from MANY on and grows below FEW. */
  private static final long MANY = 200;

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

  /** Returns the interval after a poll that discovered objects with {@code listings} requests. */
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
