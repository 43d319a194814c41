package dev.kcompact.finalizer.notify;

/**
 * A store of incidents, one for each correlation id. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} if the store cannot be reached.
 */
interface Incidents {
  /** Returns the id of the incident of a subject. */
  CorrelationId id(String subject, String execution);

  /**
   * Opens an incident, or updates the existing one and reopens it if it was resolved. Of handlers
   * that call it at once, one opens the incident.
   */
  void open(CorrelationId id, String title, String text);

  /** Resolves an incident; returns false if none is open. */
  boolean resolve(CorrelationId id, String text);
}
