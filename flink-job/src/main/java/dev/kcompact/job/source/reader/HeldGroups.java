package dev.kcompact.job.source.reader;

import dev.kcompact.job.plan.FileGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Groups that wait for Kafka. One is tried from time to time; when it is compacted, the others
 * follow at once. They stay assigned to the reader and are in its state. Used in the task's thread.
 */
final class HeldGroups {
  private final Duration interval;
  private final Deque<FileGroup> groups = new ArrayDeque<>();
  private Instant nextTry = Instant.MIN;

  /**
   * @param interval time between two tries
   */
  HeldGroups(Duration interval) {
    this.interval = interval;
  }

  /** Adds a group, and tries none before the interval is over. */
  void add(FileGroup group, Instant now) {
    groups.add(group);
    nextTry = now.plus(interval);
  }

  /** Takes the group that waits the longest, if it is time to try. */
  Optional<FileGroup> due(Instant now) {
    return groups.isEmpty() || now.isBefore(nextTry)
        ? Optional.empty()
        : Optional.of(groups.remove());
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  Collection<FileGroup> all() {
    return List.copyOf(groups);
  }
}
