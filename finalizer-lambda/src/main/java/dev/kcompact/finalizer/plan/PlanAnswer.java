package dev.kcompact.finalizer.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Plan found.
 *
 * @param attempt looks so far, this one included
 * @param waitSeconds until the next look
 * @param slices names of the slices of base tables; their contents are in the plan
 * @param derived names of the slices of derived tables
 * @param reason why the day is not whole, be it that it is let pass, else null
 */
public record PlanAnswer(
    Status status,
    int attempt,
    int waitSeconds,
    List<String> slices,
    List<String> derived,
    @Nullable String reason) {
  /** What is to be done next. */
  public enum Status {
    COMPLETE,
    /** Look again. */
    INCOMPLETE,
    /** Incomplete, and this was the last look. */
    GIVEN_UP,
    NOTHING
  }

  public PlanAnswer {
    slices = List.copyOf(slices);
    derived = List.copyOf(derived);
  }
}
