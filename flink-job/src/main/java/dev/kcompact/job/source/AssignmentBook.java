package dev.kcompact.job.source;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which groups wait for a reader, which readers wait for a group, and what became of the groups
 * that were given away, until their files are surely committed.
 *
 * <p>Two questions need the last. A reader that recovers reports the groups of the last completed
 * checkpoint, some of which may meanwhile be another reader's. And a name that a sweep finds in no
 * committed file may be on its way to one.
 *
 * <p>Knows no Flink runtime. Used in the coordinator's thread only.
 */
final class AssignmentBook {
  private static final long NEVER = Long.MAX_VALUE;

  private final Deque<FileGroup> ready = new ArrayDeque<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private final Map<String, Work> given = new HashMap<>();
  private long lastCheckpoint = -1;

  /** One group for one reader. */
  record Assignment(int reader, FileGroup group) {}

  /**
   * A group in a reader's hands, or behind it.
   *
   * @param givenAfter the last checkpoint that was begun before it was given away
   * @param finishedAfter the last checkpoint that was begun before its file was closed
   * @param committing the first completed checkpoint that holds its file
   */
  private record Work(FileGroup group, long givenAfter, long finishedAfter, long committing) {
    Work finished(long checkpoint) {
      return new Work(group, givenAfter, checkpoint, committing);
    }

    /** A file is committed when the first checkpoint that holds it is completed. */
    Work completed(long checkpoint) {
      return committing == NEVER && finishedAfter < checkpoint
          ? new Work(group, givenAfter, finishedAfter, checkpoint)
          : this;
    }
  }

  void add(Collection<FileGroup> groups) {
    ready.addAll(groups);
  }

  void request(int reader) {
    waiting.add(reader);
  }

  /** The reader is gone; what it had asked for no longer counts. */
  void forget(int reader) {
    waiting.remove(reader);
  }

  /** Groups that a reader never got hold of, to be worked on first. */
  void giveBack(Collection<FileGroup> groups) {
    List<FileGroup> back = new ArrayList<>(groups);
    for (int i = back.size() - 1; i >= 0; i--) {
      given.remove(back.get(i).id());
      ready.addFirst(back.get(i));
    }
  }

  /**
   * Of the groups that a recovering reader reports, those that nobody else has. They are no longer
   * anyone's: the caller has them now.
   */
  List<FileGroup> reclaim(Collection<FileGroup> reported) {
    List<FileGroup> unknown =
        reported.stream()
            .filter(group -> !isGivenSinceCheckpoint(group.id()))
            .filter(group -> ready.stream().noneMatch(known -> known.id().equals(group.id())))
            .toList();
    unknown.forEach(group -> given.remove(group.id()));
    return unknown;
  }

  private boolean isGivenSinceCheckpoint(String id) {
    Work work = given.get(id);
    return work != null && work.givenAfter() != NEVER;
  }

  Optional<Assignment> next() {
    if (ready.isEmpty() || waiting.isEmpty()) {
      return Optional.empty();
    }
    int reader = waiting.pollFirst();
    FileGroup group = ready.pollFirst();
    given.put(group.id(), new Work(group, lastCheckpoint, NEVER, NEVER));
    return Optional.of(new Assignment(reader, group));
  }

  /** A reader has closed the group's file. */
  void finished(String id) {
    given.computeIfPresent(id, (key, work) -> work.finished(lastCheckpoint));
  }

  List<FileGroup> ready() {
    return List.copyOf(ready);
  }

  List<Integer> waiting() {
    return List.copyOf(waiting);
  }

  /** Number of groups in the readers' hands whose files are not closed. */
  long working() {
    return given.values().stream().filter(work -> work.finishedAfter() == NEVER).count();
  }

  /** Groups that wait, are worked on, or have a file that no completed checkpoint holds. */
  Stream<FileGroup> uncommitted() {
    return Stream.concat(
        ready.stream(),
        given.values().stream().filter(work -> work.committing() == NEVER).map(Work::group));
  }

  /** Every object of a group that waits, is worked on, or may not be committed yet. */
  void forEachKey(Consumer<String> keys) {
    Stream.concat(ready.stream(), given.values().stream().map(Work::group))
        .flatMap(group -> group.objects().stream())
        .map(SourceObject::key)
        .forEach(keys);
  }

  void checkpointBegun(long checkpoint) {
    lastCheckpoint = checkpoint;
  }

  /**
   * From now on recovery goes to {@code checkpoint}, whose readers know what they were given, and
   * the files that it holds are being committed. Those of an earlier one are: a task is told of a
   * completed checkpoint before it takes part in the next.
   *
   * @return groups whose files it is the first to hold
   */
  List<FileGroup> checkpointCompleted(long checkpoint) {
    given.values().removeIf(work -> work.committing() < checkpoint);
    List<FileGroup> committed = new ArrayList<>();
    given.replaceAll(
        (id, work) -> {
          Work completed = work.completed(checkpoint);
          if (completed.committing() != work.committing()) {
            committed.add(work.group());
          }
          return completed.givenAfter() < checkpoint
              ? new Work(
                  completed.group(), NEVER, completed.finishedAfter(), completed.committing())
              : completed;
        });
    return committed;
  }
}
