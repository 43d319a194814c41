package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param slice name of a slice of the plan
 * @param continuation what earlier invocations did
 */
public record FinalizeRequest(
    LocalDate date, String run, long token, String slice, @Nullable Continuation continuation) {

  /**
   * How far earlier invocations came. What is done is read from the lake, for an answer can be
   * lost; it is told here for whoever looks at the execution.
   *
   * @param done parts that have a result
   * @param halved parts that were too large, and are replaced by their halves
   */
  public record Continuation(@Nullable List<String> done, @Nullable List<String> halved) {
    static final Continuation NONE = new Continuation(List.of(), List.of());

    public Continuation {
      done = done == null ? List.of() : List.copyOf(done);
      halved = halved == null ? List.of() : List.copyOf(halved);
    }

    List<Part> halvedParts() {
      return requireNonNull(halved).stream().flatMap(text -> Part.parse(text).stream()).toList();
    }

    /** With what was done since, and all parts that are halved now. */
    Continuation and(List<Part> doneSince, List<Part> halvedNow) {
      return new Continuation(
          Stream.concat(requireNonNull(done).stream(), doneSince.stream().map(Part::text)).toList(),
          halvedNow.stream().map(Part::text).toList());
    }
  }
}
