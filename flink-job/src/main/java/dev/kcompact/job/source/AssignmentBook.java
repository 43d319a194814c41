package dev.kcompact.job.source;

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

/**
 * Which groups wait for a reader, which readers wait for a group, and which groups were given away
 * since the last completed checkpoint. The last is needed because a reader that recovers reports
 * the groups of that checkpoint, some of which may meanwhile be another reader's.
 *
 * <p>Knows no Flink runtime. Used in the coordinator's thread only.
 */
final class AssignmentBook {
  private final Deque<FileGroup> ready = new ArrayDeque<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();

  /** Group id to the last checkpoint that was begun before it was given away. */
  private final Map<String, Long> given = new HashMap<>();

  private long lastCheckpoint = -1;

  /** One group for one reader. */
  record Assignment(int reader, FileGroup group) {}

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

  /** Of the groups that a recovering reader reports, those that nobody else has. */
  List<FileGroup> unknown(Collection<FileGroup> reported) {
    return reported.stream()
        .filter(group -> !given.containsKey(group.id()))
        .filter(group -> ready.stream().noneMatch(known -> known.id().equals(group.id())))
        .toList();
  }

  Optional<Assignment> next() {
    if (ready.isEmpty() || waiting.isEmpty()) {
      return Optional.empty();
    }
    int reader = waiting.pollFirst();
    FileGroup group = ready.pollFirst();
    given.put(group.id(), lastCheckpoint);
    return Optional.of(new Assignment(reader, group));
  }

  List<FileGroup> ready() {
    return List.copyOf(ready);
  }

  List<Integer> waiting() {
    return List.copyOf(waiting);
  }

  void checkpointBegun(long checkpoint) {
    lastCheckpoint = checkpoint;
  }

  /** From now on recovery goes to {@code checkpoint}, whose readers know what they were given. */
  void checkpointCompleted(long checkpoint) {
    given.values().removeIf(before -> before < checkpoint);
  }
}
