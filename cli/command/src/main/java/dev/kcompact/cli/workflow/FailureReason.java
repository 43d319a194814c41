package dev.kcompact.cli.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Why an execution failed. */
final class FailureReason {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureReason() {}

  /**
   * One line; of a function's failure, whose cause is a JSON document with a stack trace, only the
   * message. Empty where there is neither error nor cause.
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
