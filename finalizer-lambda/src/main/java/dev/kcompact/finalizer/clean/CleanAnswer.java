package dev.kcompact.finalizer.clean;

/** How far it came; has the request's fields, so that it can be the next request. */
public record CleanAnswer(Status status, boolean dryRun, Progress progress) {
  /** Whether there is more to do. */
  public enum Status {
    /** Time ran short: call again with this answer. */
    CONTINUE,
    DONE
  }
}
