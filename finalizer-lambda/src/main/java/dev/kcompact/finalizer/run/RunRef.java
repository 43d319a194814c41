package dev.kcompact.finalizer.run;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lake.LakeLayout;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One attempt to finalize a day.
 *
 * @param run name that is never reused; names of a day sort by time
 * @param token the fencing token of its lock
 */
public record RunRef(LocalDate date, String run, long token) {
  public RunRef {
    requireNonNull(date, "date is null");
    requireNonNull(run, "run is null");
    if (run.isEmpty() || run.indexOf('/') >= 0) {
      throw new IllegalArgumentException("run is empty or contains a slash: " + run);
    }
    if (token < 1) {
      throw new IllegalArgumentException("token is not positive: " + token);
    }
  }

  public static RunRef of(LocalDate date, long token) {
    String day = date.toString().replace("-", "");
    return new RunRef(date, day + "-" + "0".repeat(padding(token)) + token, token);
  }

  /** Empty if the name is not that of a run of the day. */
  public static Optional<RunRef> parse(LocalDate date, String run) {
    String digits = run.substring(run.indexOf('-') + 1);
    if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) < 1) {
      return Optional.empty();
    }
    return Optional.of(of(date, Long.parseLong(digits))).filter(ref -> ref.run().equals(run));
  }

  /** Pads to ten digits, which are enough for a clock in seconds until the year 2286. */
  private static int padding(long token) {
    return Math.max(0, 10 - Long.toString(token).length());
  }

  public String key(String document) {
    return LakeLayout.run(date, run) + document;
  }
}
