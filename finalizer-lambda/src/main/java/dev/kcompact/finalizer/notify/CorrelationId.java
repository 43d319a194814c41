package dev.kcompact.finalizer.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names an incident. Several stacks may report to one ServiceNow, so that the id has the stack's
 * name. Incidents of earlier versions have not: they belong to this stack if its state machine's
 * execution is in their description.
 *
 * @param text without commas, which would divide it in a query
 * @param earlier the id that earlier versions used, if it differs
 * @param machine start of the ARNs of the state machine's executions
 */
record CorrelationId(String text, Optional<String> earlier, String machine) {
  private static final String ROOT = "kcompact/";

  /** ServiceNow cuts longer ones, and would not find them again. */
  static final int MAX_LENGTH = 100;

  private static final int HASH_BYTES = 6;

  CorrelationId {
    requireNonNull(text, "text is null");
    requireNonNull(machine, "machine is null");
  }

  /**
   * @param stack that distinguishes the stacks of one ServiceNow
   * @param execution ARN of an execution
   * @param subject what the incident is about, such as {@code orders/2026-11-22}
   */
  static CorrelationId of(Optional<String> stack, String execution, String subject) {
    String machine = execution.substring(0, execution.lastIndexOf(':') + 1);
    return stack
        .map(
            name ->
                new CorrelationId(
                    fitting(ROOT + name + "/" + subject), Optional.of(ROOT + subject), machine))
        .orElseGet(() -> new CorrelationId(fitting(ROOT + subject), Optional.empty(), machine));
  }

  private static String fitting(String id) {
    if (id.length() <= MAX_LENGTH) {
      return id;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      String end = "~" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
      return id.substring(0, MAX_LENGTH - end.length()) + end;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A condition that incidents of this id, and those of the earlier one, fulfil. */
  String query() {
    return earlier
        .map(old -> "correlation_idIN" + text + "," + old)
        .orElse("correlation_id=" + text);
  }

  /** Whether an incident that was found is this stack's. */
  boolean isOf(String id, String description) {
    return id.equals(text)
        || earlier.filter(id::equals).isPresent() && description.contains("execution: " + machine);
  }
}
