package dev.kcompact.finalizer.late;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param request the execution's input, or that of the late day which had its turn
 */
public record LookBackRequest(Input request, Late late) {
  /**
   * Of the input what matters here.
   *
   * @param lookBackSeconds from the execution's start on
   */
  public record Input(
      @Nullable LocalDate date,
      @Nullable Instant scheduledTime,
      int planAttempts,
      int lookBackDays,
      int lateDays,
      int lookBackSeconds) {}

  public LookBackRequest {
    requireNonNull(request, "request is null");
    requireNonNull(late, "late is null");
  }
}
