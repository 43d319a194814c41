package dev.kcompact.finalizer.notify;

import java.util.List;

/** The single incident of all clean-ups, because the next clean-up completes a failed one. */
record CleanUpIncident(Incidents incidents, String execution) {
  /** Value of {@code action} in the execution's input. */
  static final String ACTION = "CLEAN";

  private static final String SUBJECT = "clean-up";

  /** Opens or updates the incident; returns its correlation id. */
  List<String> open(String reason) {
    incidents.open(id(), "kcompact: the clean-up failed", reason + "\nexecution: " + execution);
    return List.of(id().text());
  }

  /** Resolves the incident; returns its correlation id if it was open. */
  List<String> resolve() {
    return incidents.resolve(id(), "Done by " + execution) ? List.of(id().text()) : List.of();
  }

  private CorrelationId id() {
    return incidents.id(SUBJECT, execution);
  }
}
