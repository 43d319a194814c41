package dev.kcompact.finalizer.finalize;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param slice name of a slice of the plan
 * @param continuation what earlier invocations did
 */
public record FinalizeRequest(
    LocalDate date, String run, long token, String slice, @Nullable Continuation continuation) {

  /** Tables of the slice whose results are written. */
  public record Continuation(@Nullable List<String> done) {
    static final Continuation NONE = new Continuation(List.of());

    public Continuation {
      done = done == null ? List.of() : List.copyOf(done);
    }

    boolean isDone(String table) {
      return done != null && done.contains(table);
    }
  }
}
