package dev.kcompact.cli.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** The reason why an execution failed. */
final class FailureReason {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The state machine appends it to a cause that it has reported. */
  private static final String NOTIFIED = " (notified)";

  private FailureReason() {}

  /**
   * Returns one line, or an empty text without error and cause. If the cause is a function's JSON
   * document, only its message is used.
   */
  static String of(@Nullable String error, @Nullable String cause) {
    String name = error == null ? "" : error.substring(error.lastIndexOf('.') + 1);
    String text =
        cause == null ? "" : message(withoutMark(cause)).strip().replaceAll("\\s*\\R\\s*", " ");
    return name.isEmpty() || text.isEmpty() ? name + text : name + ": " + text;
  }

  private static String withoutMark(String cause) {
    return cause.endsWith(NOTIFIED)
        ? cause.substring(0, cause.length() - NOTIFIED.length())
        : cause;
  }

  private static String message(String cause) {
    if (!cause.startsWith("{")) {
      return cause;
    }
    try {
      return JSON.readTree(cause).path("errorMessage").asText(cause);
    } catch (JsonProcessingException noJson) {
      return cause;
    }
  }
}
