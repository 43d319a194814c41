package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The request of the state machine.
 *
 * @param workUnit id of a work unit of the plan
 * @param continuation progress of earlier invocations
 */
public record FinalizeRequest(
    LocalDate date,
    String run,
    long token,
    @JsonProperty("slice") String workUnit,
    @Nullable Continuation continuation) {

  /**
   * The progress of earlier invocations. An answer can be lost, so the handler reads from the lake
   * which buckets are done; the list here is for readers of the execution history.
   *
   * @param done buckets that have a result
   * @param split buckets that were too large and are replaced by two of half the size
   */
  public record Continuation(
      @Nullable List<String> done, @JsonProperty("halved") @Nullable List<String> split) {
    static final Continuation NONE = new Continuation(List.of(), List.of());

    public Continuation {
      done = done == null ? List.of() : List.copyOf(done);
      split = split == null ? List.of() : List.copyOf(split);
    }

    List<Part> splitBuckets() {
      return requireNonNull(split).stream().flatMap(text -> Part.parse(text).stream()).toList();
    }

    /** With buckets that were done since, and all buckets that are split now. */
    Continuation and(List<Part> doneSince, List<Part> splitNow) {
      return new Continuation(
          Stream.concat(requireNonNull(done).stream(), doneSince.stream().map(Part::text)).toList(),
          splitNow.stream().map(Part::text).toList());
    }
  }
}
