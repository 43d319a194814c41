package dev.kcompact.finalizer.notify;

/**
 * Where incidents are kept, one for each correlation id. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} when it is not reached.
 */
interface Incidents {
  /** Opens an incident, or adds to the one that is there, opening it again if it was resolved. */
  void open(String correlationId, String title, String text);

  /** Resolves an incident; false where none is open. */
  boolean resolve(String correlationId, String text);
}
