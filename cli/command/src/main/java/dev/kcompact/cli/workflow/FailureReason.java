package dev.kcompact.cli.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** The reason why an execution failed. */
final class FailureReason {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureReason() {}

  /**
   * Returns one line, or an empty text without error and cause. If the cause is a function's JSON
   * document, only its message is used.
   */
  static String of(@Nullable String error, @Nullable String cause) {
    String name = error == null ? "" : error.substring(error.lastIndexOf('.') + 1);
    String text = cause == null ? "" : message(cause).strip().replaceAll("\\s*\\R\\s*", " ");
    return name.isEmpty() || text.isEmpty() ? name + text : name + ": " + text;
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
