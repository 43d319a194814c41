package dev.kcompact.finalizer.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Plan.
 *
 * @param attempt number of attempts so far, this one included
 * @param waitSeconds until the next attempt
 * @param workUnits ids of the work units of base tables; {@code slices} in JSON
 * @param derived ids of the work units of derived tables
 * @param reason why the day is incomplete, also where that is allowed; null for a complete day
 */
public record PlanAnswer(
    Status status,
    int attempt,
    int waitSeconds,
    @JsonProperty("slices") List<String> workUnits,
    List<String> derived,
    @Nullable String reason) {
  /** The next step of the state machine. */
  public enum Status {
    COMPLETE,
    /** Try again. */
    INCOMPLETE,
    /** Incomplete after the last attempt. */
    GIVEN_UP,
    NOTHING
  }

  public PlanAnswer {
    workUnits = List.copyOf(workUnits);
    derived = List.copyOf(derived);
  }
}
