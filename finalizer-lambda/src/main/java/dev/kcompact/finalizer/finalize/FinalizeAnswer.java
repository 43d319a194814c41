package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import java.time.LocalDate;

/** How far a slice came; has the request's fields, so that it can be the next request. */
public record FinalizeAnswer(
    LocalDate date,
    String run,
    long token,
    String slice,
    Status status,
    Continuation continuation) {
  /** Whether there is more to do. */
  public enum Status {
    /** Time ran short: call again with this answer. */
    CONTINUE,
    DONE
  }
}
