package dev.kcompact.finalizer.notify;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the state machine asks.
 *
 * @param execution ARN of the execution
 * @param state of the execution, as far as it came
 */
public record NotifyRequest(Action action, String execution, JsonNode state) {
  /** What is to become of the incidents of the day. */
  public enum Action {
    OPEN,
    RESOLVE
  }
}
