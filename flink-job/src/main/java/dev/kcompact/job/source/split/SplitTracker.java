package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.split.SplitBacklog.SplitAssignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tracks groups from their assignment until their files are certainly committed, and which readers
 * wait for one.
 *
 * <p>Assigned groups are tracked for two reasons. A reader that recovers reports the groups of the
 * last completed checkpoint, some of which may be assigned to another reader meanwhile. And an
 * object that a full scan finds in no committed file may be on its way to one.
 *
 * <p>Knows no Flink runtime. Used in the coordinator's thread only.
 */
final class SplitTracker {
  private static final long NEVER = Long.MAX_VALUE;

  private final Deque<FileGroup> ready = new ArrayDeque<>();
  private final TreeSet<Integer> waitingReaders = new TreeSet<>();
  private final Map<String, Assigned> assigned = new HashMap<>();
  private long lastCheckpoint = -1;

  /**
   * A group that was assigned.
   *
   * @param assignedAfter the last checkpoint that was started before its assignment; {@link #NEVER}
   *     once a completed checkpoint of its reader contains it
   * @param finishedAfter the last checkpoint that was started before its file was closed
   * @param committedBy the first completed checkpoint that contains its file
   */
  private record Assigned(
      FileGroup group, long assignedAfter, long finishedAfter, long committedBy) {
    Assigned finished(long checkpoint) {
      return new Assigned(group, assignedAfter, checkpoint, committedBy);
    }

    /** A file is committed when the first checkpoint that contains it is completed. */
    Assigned completed(long checkpoint) {
      boolean commits = committedBy == NEVER && finishedAfter < checkpoint;
      return new Assigned(
          group,
          assignedAfter < checkpoint ? NEVER : assignedAfter,
          finishedAfter,
          commits ? checkpoint : committedBy);
    }

    boolean isUncommitted() {
      return committedBy == NEVER;
    }
  }

  void add(Collection<FileGroup> groups) {
    ready.addAll(groups);
  }

  void requestSplit(int reader) {
    waitingReaders.add(reader);
  }

  void cancelRequest(int reader) {
    waitingReaders.remove(reader);
  }

  void addSplitsBack(Collection<FileGroup> groups) {
    List<FileGroup> back = new ArrayList<>(groups);
    for (int i = back.size() - 1; i >= 0; i--) {
      assigned.remove(back.get(i).id());
      ready.addFirst(back.get(i));
    }
  }

  /**
   * Returns, of the groups that a recovering reader reports, those that are neither ready nor
   * assigned to another reader. They are no longer tracked here: the caller has them now.
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

  Optional<SplitAssignment> assignNext() {
    if (ready.isEmpty() || waitingReaders.isEmpty()) {
      return Optional.empty();
    }
    int reader = waitingReaders.pollFirst();
    FileGroup group = ready.pollFirst();
    assigned.put(group.id(), new Assigned(group, lastCheckpoint, NEVER, NEVER));
    return Optional.of(new SplitAssignment(reader, group));
  }

  /** A reader has closed the group's file. */
  void onFinished(String id) {
    assigned.computeIfPresent(id, (key, group) -> group.finished(lastCheckpoint));
  }

  List<FileGroup> ready() {
    return List.copyOf(ready);
  }

  List<Integer> waitingReaders() {
    return List.copyOf(waitingReaders);
  }

  /** Number of assigned groups whose files are not closed. */
  long unfinished() {
    return assigned.values().stream().filter(group -> group.finishedAfter() == NEVER).count();
  }

  /** Groups that are ready, assigned, or have a file that no completed checkpoint contains. */
  Stream<FileGroup> uncommitted() {
    return Stream.concat(
        ready.stream(),
        assigned.values().stream().filter(Assigned::isUncommitted).map(Assigned::group));
  }

  /** Returns the key of each object that is in here and may not be committed yet. */
  Stream<String> keys() {
    return Stream.concat(ready.stream(), assigned.values().stream().map(Assigned::group))
        .flatMap(FileGroup::keys);
  }

  void onCheckpointStarted(long checkpoint) {
    lastCheckpoint = checkpoint;
  }

  /**
   * From now on recovery restores {@code checkpoint}, which contains what was assigned before it,
   * and the files that it contains are being committed. Those of an earlier one are committed: a
   * task is notified of a completed checkpoint before it takes part in the next.
   *
   * @return groups whose files it is the first to contain
   */
  List<FileGroup> onCheckpointCompleted(long checkpoint) {
    assigned.values().removeIf(group -> group.committedBy() < checkpoint);
    List<FileGroup> committed = new ArrayList<>();
    assigned.replaceAll(
        (id, group) -> {
          Assigned completed = group.completed(checkpoint);
          if (group.isUncommitted() && !completed.isUncommitted()) {
            committed.add(group.group());
          }
          return completed;
        });
    return committed;
  }
}
