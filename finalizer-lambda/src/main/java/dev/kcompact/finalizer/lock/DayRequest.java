package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.NonRetryableException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The day of an execution's input: a date, or the scheduled time of the following day. */
public record DayRequest(@Nullable LocalDate date, @Nullable Instant scheduledTime) {
  /**
   * @throws NonRetryableException if the input has neither
   */
  public LocalDate day(ZoneId zone) {
    if (date != null) {
      return date;
    }
    if (scheduledTime == null) {
      throw new NonRetryableException(
          "The execution's input has no day; expected {\"date\": \"2026-11-22\"} or"
              + " {\"scheduledTime\": \"2026-11-23T05:00:00Z\"}");
    }
    return LocalDate.ofInstant(scheduledTime, zone).minusDays(1);
  }
}
