package dev.kcompact.finalizer.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;

/**
 * What the state machine asks.
 *
 * @param state of the execution, as far as it came
 */
public record FeedbackRequest(
    LocalDate date, String run, long token, Outcome outcome, JsonNode state) {
  /** How the day ended. */
  public enum Outcome {
    PUBLISHED,
    FAILED,
    /** What was published is taken back. */
    ROLLED_BACK
  }
}
