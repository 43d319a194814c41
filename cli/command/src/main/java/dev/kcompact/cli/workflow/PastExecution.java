package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution that was started, and may still run.
 *
 * @param end null while it runs
 * @param rounds what it did with each of its days
 */
public record PastExecution(Instant start, @Nullable Instant end, List<Round> rounds) {
  public PastExecution {
    requireNonNull(start, "start is null");
    rounds = List.copyOf(rounds);
  }
}
