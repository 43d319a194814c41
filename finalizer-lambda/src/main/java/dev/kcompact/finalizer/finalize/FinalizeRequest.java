package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.finalizer.run.HashBucket;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The payload of Finalize.
 *
 * @param workUnit id of a work unit of the plan; {@code slice} in JSON
 * @param continuation progress of earlier invocations
 */
public record FinalizeRequest(
    LocalDate date,
    String run,
    long token,
    @JsonProperty("slice") String workUnit,
    @Nullable Continuation continuation) {
  /**
   * The progress of earlier invocations. Completed buckets are read from the lake, since an answer
   * can be lost; they are listed here for operators who read the execution.
   *
   * @param done buckets that have a result
   * @param split buckets that were too large and are replaced by their two halves; {@code halved}
   *     in JSON
   */
  public record Continuation(
      @Nullable List<String> done, @JsonProperty("halved") @Nullable List<String> split) {
    static final Continuation NONE = new Continuation(List.of(), List.of());

    public Continuation {
      done = done == null ? List.of() : List.copyOf(done);
      split = split == null ? List.of() : List.copyOf(split);
    }

    List<HashBucket> splitBuckets() {
      return requireNonNull(split).stream()
          .flatMap(text -> HashBucket.parse(text).stream())
          .toList();
    }

    /** With the buckets that were completed since, and all buckets that are split now. */
    Continuation and(List<HashBucket> doneSince, List<HashBucket> splitNow) {
      return new Continuation(
          Stream.concat(requireNonNull(done).stream(), doneSince.stream().map(HashBucket::text))
              .toList(),
          splitNow.stream().map(HashBucket::text).toList());
    }
  }
}
