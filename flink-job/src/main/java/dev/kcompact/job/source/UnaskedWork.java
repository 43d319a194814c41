package dev.kcompact.job.source;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Restored work, and names that a sweep or a notification brought, which the lake has not been
 * asked about; nothing of it is given out before. Used in the coordinator's thread only.
 */
final class UnaskedWork {
  private Map<TableDay, List<PendingObject>> pending;
  private final Map<String, FileGroup> groups = new LinkedHashMap<>();

  UnaskedWork(Map<TableDay, List<PendingObject>> pending, Collection<FileGroup> groups) {
    this.pending = pending;
    add(groups);
  }

  /**
   * A question to the lake.
   *
   * @param pending by identity: an answer counts only while nothing was added since
   */
  record Question(Map<TableDay, List<PendingObject>> pending, List<FileGroup> groups) {}

  boolean isEmpty() {
    return pending.isEmpty() && groups.isEmpty();
  }

  Question question() {
    return new Question(pending, List.copyOf(groups.values()));
  }

  /** Takes groups that are not in here yet. */
  void add(Collection<FileGroup> more) {
    more.forEach(group -> groups.putIfAbsent(group.id(), group));
  }

  void add(Map<TableDay, List<PendingObject>> more) {
    pending = together(pending, more);
  }

  boolean has(String group) {
    return groups.containsKey(group);
  }

  /**
   * Forgets what was asked about pending objects.
   *
   * @return whether the answer counts
   */
  boolean forgetPending(Question question) {
    boolean counts = question.pending() == pending;
    if (counts) {
      pending = Map.of();
    }
    return counts;
  }

  /** Of the groups that an answer leaves, those that no other answer has given out before. */
  List<FileGroup> forgetGroups(Question question, Collection<FileGroup> open) {
    List<FileGroup> mine = open.stream().filter(group -> has(group.id())).toList();
    question.groups().forEach(group -> groups.remove(group.id()));
    return mine;
  }

  void forEachKey(Consumer<String> keys) {
    pending.values().forEach(objects -> objects.forEach(each -> keys.accept(each.object().key())));
    groups.values().stream()
        .flatMap(group -> group.objects().stream())
        .map(SourceObject::key)
        .forEach(keys);
  }

  Uncompacted uncompacted() {
    return Stream.concat(
            pending.values().stream().flatMap(List::stream).map(Uncompacted::of),
            groups.values().stream().map(Uncompacted::of))
        .reduce(Uncompacted.NONE, Uncompacted::and);
  }

  /** For a snapshot. */
  Map<TableDay, List<PendingObject>> pendingWith(Map<TableDay, List<PendingObject>> others) {
    return together(others, pending);
  }

  List<FileGroup> groupsWith(List<FileGroup> others) {
    return Lists.joined(others, groups.values());
  }

  private static Map<TableDay, List<PendingObject>> together(
      Map<TableDay, List<PendingObject>> first, Map<TableDay, List<PendingObject>> second) {
    Map<TableDay, List<PendingObject>> together = new HashMap<>(first);
    second.forEach((day, objects) -> together.merge(day, objects, Lists::joined));
    return together;
  }
}
