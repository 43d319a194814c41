package dev.kcompact.finalizer.finalize;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import java.time.LocalDate;

/** The progress of a work unit; it has the request's fields, so it can be the next request. */
public record FinalizeAnswer(
    LocalDate date,
    String run,
    long token,
    @JsonProperty("slice") String workUnit,
    Status status,
    Continuation continuation) {
  /** Whether another call is needed. */
  public enum Status {
    /** Time was short: call again with this answer. */
    CONTINUE,
    DONE
  }
}
