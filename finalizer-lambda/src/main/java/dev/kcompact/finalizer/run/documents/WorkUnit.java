package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hash buckets that one execution of Finalize processes. */
public record WorkUnit(
    String id,
    @JsonProperty("parts") List<HashBucket> buckets,
    @JsonProperty("need") @Nullable ResourceEstimate estimate) {
  public WorkUnit(String id, List<HashBucket> buckets) {
    this(id, buckets, null);
  }

  public WorkUnit {
    requireNonNull(id, "id is null");
    buckets = List.copyOf(buckets);
    if (buckets.isEmpty()) {
      throw new IllegalArgumentException("buckets is empty in work unit " + id);
    }
  }
}
