package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.FileGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tracks groups from assignment until their files are certainly committed.
 *
 * <p>Assigned groups are tracked for two reasons. A recovering reader reports the groups of the
 * last completed checkpoint, some of which may be assigned to another reader by then. And an object
 * that a full scan finds in no committed file may be about to be committed.
 *
 * <p>Independent of the Flink runtime. Used in the coordinator's thread only.
 */
final class SplitTracker {
  private static final long NEVER = Long.MAX_VALUE;

  private final Deque<FileGroup> ready = new ArrayDeque<>();
  private final Map<String, Assigned> assigned = new HashMap<>();
  private long lastCheckpoint = -1;

  /**
   * An assigned group.
   *
   * @param assignedAfter last checkpoint that started before the assignment; {@link #NEVER} once a
   *     completed checkpoint of its reader contains the group
   * @param finishedAfter last checkpoint that started before the file was closed
   * @param committedBy first completed checkpoint that contains the file
   * @param unread keys of the group that the file does not contain
   */
  private record Assigned(
      FileGroup group,
      long assignedAfter,
      long finishedAfter,
      long committedBy,
      Set<String> unread) {
    Assigned finished(long checkpoint, Set<String> without) {
      return new Assigned(group, assignedAfter, checkpoint, committedBy, without);
    }

    /** The first completed checkpoint that contains a file commits it. */
    Assigned completed(long checkpoint) {
      boolean commits = committedBy == NEVER && finishedAfter < checkpoint;
      return new Assigned(
          group,
          assignedAfter < checkpoint ? NEVER : assignedAfter,
          finishedAfter,
          commits ? checkpoint : committedBy,
          unread);
    }

    boolean isUncommitted() {
      return committedBy == NEVER;
    }
  }

  void add(Collection<FileGroup> groups) {
    ready.addAll(groups);
  }

  void addSplitsBack(Collection<FileGroup> groups) {
    List<FileGroup> back = new ArrayList<>(groups);
    for (int i = back.size() - 1; i >= 0; i--) {
      assigned.remove(back.get(i).id());
      ready.addFirst(back.get(i));
    }
  }

  /**
   * Returns the reported groups of a recovering reader that are neither ready nor assigned to
   * another reader, and stops tracking them.
   */
  List<FileGroup> recover(Collection<FileGroup> reported) {
    List<FileGroup> recovered =
        reported.stream()
            .filter(group -> !isAssignedSinceCheckpoint(group.id()))
            .filter(group -> ready.stream().noneMatch(known -> known.id().equals(group.id())))
            .toList();
    recovered.forEach(group -> assigned.remove(group.id()));
    return recovered;
  }

  private boolean isAssignedSinceCheckpoint(String id) {
    Assigned group = assigned.get(id);
    return group != null && group.assignedAfter() != NEVER;
  }

  Optional<FileGroup> assignNext() {
    Optional<FileGroup> next = Optional.ofNullable(ready.pollFirst());
    next.ifPresent(
        group ->
            assigned.put(group.id(), new Assigned(group, lastCheckpoint, NEVER, NEVER, Set.of())));
    return next;
  }

  /**
   * Notes that the file of a group is closed.
   *
   * @param unread keys of the group that the file does not contain
   * @return the keys that it contains; empty for an unknown group
   */
  List<String> onFinished(String id, Set<String> unread) {
    Assigned finished =
        assigned.computeIfPresent(id, (key, group) -> group.finished(lastCheckpoint, unread));
    return finished == null
        ? List.of()
        : finished.group().keys().filter(key -> !unread.contains(key)).toList();
  }

  List<FileGroup> ready() {
    return List.copyOf(ready);
  }

  /** Number of assigned groups whose files are open. */
  long unfinished() {
    return assigned.values().stream().filter(group -> group.finishedAfter() == NEVER).count();
  }

  /** Groups that are ready, assigned, or have a file in no completed checkpoint. */
  Stream<FileGroup> uncommitted() {
    return Stream.concat(
        ready.stream(),
        assigned.values().stream().filter(Assigned::isUncommitted).map(Assigned::group));
  }

  /** Returns the keys of all tracked objects, which may not be committed yet. */
  Stream<String> keys() {
    return Stream.concat(ready.stream(), assigned.values().stream().map(Assigned::group))
        .flatMap(FileGroup::keys);
  }

  void onCheckpointStarted(long checkpoint) {
    lastCheckpoint = checkpoint;
  }

  /**
   * Recovery now restores {@code checkpoint}, which contains everything assigned before it. Its
   * files are being committed. Files of earlier checkpoints are committed, because a task is
   * notified of a completed checkpoint before it takes part in the next.
   *
   * @return groups whose files are first contained in this checkpoint
   */
  List<FileGroup> onCheckpointCompleted(long checkpoint) {
    assigned.values().removeIf(group -> group.committedBy() < checkpoint);
    List<FileGroup> committed = new ArrayList<>();
    assigned.replaceAll(
        (id, group) -> {
          Assigned completed = group.completed(checkpoint);
          if (group.isUncommitted() && !completed.isUncommitted()) {
            group.group().without(group.unread()).ifPresent(committed::add);
          }
          return completed;
        });
    return committed;
  }
}
