package dev.kcompact.finalizer.notify;

import java.util.List;

/** Of all clean-ups there is one incident: the next one does what this one could not. */
final class CleanUpIncident {
  /** What an execution's input asks for. */
  static final String ACTION = "CLEAN";

  private static final String ID = "kcompact/clean-up";

  private final Incidents incidents;
  private final String execution;

  CleanUpIncident(Incidents incidents, String execution) {
    this.incidents = incidents;
    this.execution = execution;
  }

  /** Opens or updates it; its correlation id. */
  List<String> open(String reason) {
    incidents.open(ID, "kcompact: the clean-up failed", reason + "\nexecution: " + execution);
    return List.of(ID);
  }

  /** Resolves it if it is open; its correlation id then. */
  List<String> resolve() {
    return incidents.resolve(ID, "Done by " + execution) ? List.of(ID) : List.of();
  }
}
