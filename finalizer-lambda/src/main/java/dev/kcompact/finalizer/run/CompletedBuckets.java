package dev.kcompact.finalizer.run;

import dev.kcompact.finalizer.run.documents.HashBucket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The hash buckets of a work unit that have a result in the lake. A bucket that is too large for
 * one invocation is split in two, and those can be split again: the results count that together
 * make up the bucket. An attempt whose answer was lost can leave a result of the bucket itself
 * beside those of its splits; the largest bucket wins.
 */
public final class CompletedBuckets {
  private final Set<HashBucket> completed;

  public CompletedBuckets(Collection<HashBucket> completed) {
    this.completed = Set.copyOf(completed);
  }

  /** The buckets that make up {@code bucket}; one without any result stands for itself. */
  public List<HashBucket> of(HashBucket bucket) {
    return completed.contains(bucket) || !isPartlyCompleted(bucket)
        ? List.of(bucket)
        : bucket.split().stream().flatMap(each -> of(each).stream()).toList();
  }

  /**
   * The buckets of {@code bucket} that have no result yet.
   *
   * @param split buckets that were found to be too large
   */
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
