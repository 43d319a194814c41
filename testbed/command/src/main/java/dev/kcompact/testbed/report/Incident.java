package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

/**
 * An incident at the ServiceNow end.
 *
 * @param correlationId what it is about, a table and day
 * @param state new, resolved and so on
 * @param description its short description
 */
public record Incident(String number, String correlationId, String state, String description) {
  public Incident {
    requireText("number", number);
    requireNonNull(correlationId, "correlationId is null");
    requireText("state", state);
    requireNonNull(description, "description is null");
  }
}
