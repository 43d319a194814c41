package dev.kcompact.finalizer.finalize;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import java.time.LocalDate;

/** The progress of a work unit; has the request's fields, so that it can be the next request. */
public record FinalizeAnswer(
    LocalDate date,
    String run,
    long token,
    @JsonProperty("slice") String workUnit,
    Status status,
    Continuation continuation) {
  /** Whether there is more to do. */
  public enum Status {
    /** Time ran short: call again with this answer. */
    CONTINUE,
    DONE
  }
}
