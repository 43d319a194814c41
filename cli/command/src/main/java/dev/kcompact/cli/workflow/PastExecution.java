package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution that was started, and may still run.
 *
 * @param end null while it runs
 * @param days what it did with each of its days
 */
public record PastExecution(Instant start, @Nullable Instant end, List<DayOutcome> days) {
  public PastExecution {
    requireNonNull(start, "start is null");
    days = List.copyOf(days);
  }
}
