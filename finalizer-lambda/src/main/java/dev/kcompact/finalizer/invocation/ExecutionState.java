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

  /** Returns the value at a JSON pointer as text. */
  public Optional<String> text(String pointer) {
    JsonNode value = state.at(pointer);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** Returns the object at a JSON pointer as JSON. */
  public Optional<String> json(String pointer) {
    JsonNode value = state.at(pointer);
    return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
  }

  /** Returns in one line why the execution fails; a function's cause is JSON with the message. */
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
