package dev.kcompact.finalizer.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;

/**
 * The request of the state machine.
 *
 * @param state of the execution so far
 */
public record FeedbackRequest(
    LocalDate date, String run, long token, Outcome outcome, JsonNode state) {
  /** The outcome of the day. */
  public enum Outcome {
    PUBLISHED,
    FAILED,
    /** The published day is rolled back. */
    ROLLED_BACK
  }
}
