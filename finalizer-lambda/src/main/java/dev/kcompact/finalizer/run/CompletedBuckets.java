package dev.kcompact.finalizer.run;

import dev.kcompact.finalizer.run.documents.HashBucket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The hash buckets of a work unit that have a result in the lake. A bucket that is too large for
 * one invocation is split in two, repeatedly if necessary; the results that together make up the
 * bucket count. An attempt whose answer was lost can leave a result of the bucket itself next to
 * those of its splits; then the largest bucket counts.
 */
public final class CompletedBuckets {
  private final Set<HashBucket> completed;

  public CompletedBuckets(Collection<HashBucket> completed) {
    this.completed = Set.copyOf(completed);
  }

  /** Returns the buckets that make up {@code bucket}; itself if no split has a result. */
  public List<HashBucket> of(HashBucket bucket) {
    return completed.contains(bucket) || !isPartlyCompleted(bucket)
        ? List.of(bucket)
        : bucket.split().stream().flatMap(each -> of(each).stream()).toList();
  }

  /** Returns the buckets without a result; {@code split} ones were too large. */
  public List<HashBucket> remaining(HashBucket bucket, Collection<HashBucket> split) {
    if (completed.contains(bucket)) {
      return List.of();
    }
    if (!split.contains(bucket) && !isPartlyCompleted(bucket)) {
      return List.of(bucket);
    }
    List<HashBucket> remaining = new ArrayList<>();
    bucket.split().forEach(each -> remaining.addAll(remaining(each, split)));
    return remaining;
  }

  private boolean isPartlyCompleted(HashBucket bucket) {
    return completed.stream().anyMatch(each -> !each.equals(bucket) && each.isWithin(bucket));
  }
}
