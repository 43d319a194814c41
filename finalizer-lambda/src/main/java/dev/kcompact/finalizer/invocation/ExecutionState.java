package dev.kcompact.finalizer.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The state of an execution; after a failure any part of it may be missing. */
public final class ExecutionState {
  private static final int MAX_REASON_LENGTH = 4000;

  private final JsonNode state;

  public ExecutionState(JsonNode state) {
    this.state = state;
  }

  /** Text at a JSON pointer. */
  public Optional<String> text(String pointer) {
    JsonNode value = state.at(pointer);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** The JSON at a pointer. */
  public Optional<String> json(String pointer) {
    JsonNode value = state.at(pointer);
    return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
  }

  /**
   * Why the execution fails, in one line; the cause of a failed function is a JSON document with
   * the message.
   */
  public String reason() {
    String error = text("/error/Error").orElse("UnknownError");
    String cause = text("/error/Cause").orElse("");
    String message = cause;
    if (cause.startsWith("{")) {
      message = Json.tree(cause).flatMap(ExecutionState::messageOf).orElse(cause);
    }
    String line = message.replaceAll("\\s*\\n\\s*", " ").strip();
    String simple = error.substring(error.lastIndexOf('.') + 1);
    String reason = line.isEmpty() ? simple : simple + ": " + line;
    return reason.length() <= MAX_REASON_LENGTH
        ? reason
        : reason.substring(0, MAX_REASON_LENGTH) + "...";
  }

  private static Optional<String> messageOf(JsonNode cause) {
    return Optional.ofNullable(cause.path("errorMessage").textValue());
  }
}
