package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * How soon to look again, between two bounds: sooner while a listing brings much, later while it
 * brings little, since a listing costs the same whether it shows a thousand new keys or one.
 * Immutable.
 *
 * @param least time between two looks
 * @param most time between two looks
 * @param current the time now
 */
public record PollPace(Duration least, Duration most, Duration current) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** New keys for each listing above which a look comes sooner, and below which it comes later. */
  private static final long MUCH = 200;

  private static final long LITTLE = 50;

  public PollPace {
    requireNonNull(least, "least is null");
    requireNonNull(most, "most is null");
    requireNonNull(current, "current is null");
    if (least.isNegative() || least.isZero()) {
      throw new IllegalArgumentException("least is not positive: " + least);
    }
    if (most.compareTo(least) < 0) {
      throw new IllegalArgumentException("most is less than " + least + ": " + most);
    }
    if (current.compareTo(least) < 0 || current.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "current is not within " + least + ".." + most + ": " + current);
    }
  }

  public static PollPace between(Duration least, Duration most) {
    return new PollPace(least, most, least);
  }

  /**
   * The pace after a look.
   *
   * @param found new objects
   * @param listings they took
   */
  public PollPace after(long found, long listings) {
    if (found >= MUCH * listings && found > 0) {
      return with(current.dividedBy(2));
    }
    return found < LITTLE * listings ? with(current.multipliedBy(3).dividedBy(2)) : this;
  }

  private PollPace with(Duration next) {
    Duration atLeast = next.compareTo(least) < 0 ? least : next;
    return new PollPace(least, most, atLeast.compareTo(most) > 0 ? most : atLeast);
  }
}
