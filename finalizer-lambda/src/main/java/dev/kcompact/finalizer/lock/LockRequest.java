package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.NonRetryableException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param request the execution's input
 * @param execution ARN of the execution
 */
public record LockRequest(Action action, DayRequest request, String execution) {
  /** What is to be done with the lock. */
  public enum Action {
    ACQUIRE,
    RENEW,
    RELEASE
  }

  /** The day by itself, or the moment for which a schedule started the execution. */
  public record DayRequest(@Nullable LocalDate date, @Nullable Instant scheduledTime) {
    /**
     * The day, or the one before the scheduled moment.
     *
     * @throws NonRetryableException if the input names neither
     */
    public LocalDate day(ZoneId zone) {
      if (date != null) {
        return date;
      }
      if (scheduledTime == null) {
        throw new NonRetryableException(
            "The execution's input names no day; expected {\"date\": \"2026-11-22\"} or"
                + " {\"scheduledTime\": \"2026-11-23T05:00:00Z\"}");
      }
      return LocalDate.ofInstant(scheduledTime, zone).minusDays(1);
    }
  }
}
