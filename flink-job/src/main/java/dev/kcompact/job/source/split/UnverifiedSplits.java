package dev.kcompact.job.source.split;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.split.BacklogSnapshot.Totals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Restored objects and groups, and objects reported by full scans or notifications, which must be
 * checked against the lake before they are assigned. Used in the coordinator's thread only.
 */
final class UnverifiedSplits {
  private Map<TableDay, List<PendingObject>> pending;
  private final Map<String, FileGroup> groups = new LinkedHashMap<>();

  UnverifiedSplits(Map<TableDay, List<PendingObject>> pending, Collection<FileGroup> groups) {
    this.pending = pending;
    add(groups);
  }

  boolean isEmpty() {
    return pending.isEmpty() && groups.isEmpty();
  }

  VerificationRequest request() {
    return new VerificationRequest(pending, List.copyOf(groups.values()));
  }

  void add(Collection<FileGroup> more) {
    more.forEach(group -> groups.putIfAbsent(group.id(), group));
  }

  void add(Map<TableDay, List<PendingObject>> more) {
    pending = merged(pending, more);
  }

  boolean contains(String group) {
    return groups.containsKey(group);
  }

  /** Removes the pending objects of a request; returns false if objects were added since. */
  boolean removePending(VerificationRequest request) {
    boolean counts = request.pending() == pending;
    if (counts) {
      pending = Map.of();
    }
    return counts;
  }

  /** Removes the groups of a request; returns those remaining that no earlier result returned. */
  List<FileGroup> removeGroups(VerificationRequest request, Collection<FileGroup> remaining) {
    List<FileGroup> verified = remaining.stream().filter(group -> contains(group.id())).toList();
    request.groups().forEach(group -> groups.remove(group.id()));
    return verified;
  }

  Stream<String> keys() {
    return Stream.concat(
        pending.values().stream().flatMap(List::stream).map(PendingObject::key),
        groups.values().stream().flatMap(FileGroup::keys));
  }

  Totals totals() {
    return Stream.concat(
            pending.values().stream().flatMap(List::stream).map(Totals::of),
            groups.values().stream().map(Totals::of))
        .reduce(Totals.NONE, Totals::plus);
  }

  Map<TableDay, List<PendingObject>> pendingWith(Map<TableDay, List<PendingObject>> others) {
    return merged(others, pending);
  }

  List<FileGroup> groupsWith(List<FileGroup> others) {
    return concat(others, groups.values());
  }

  private static Map<TableDay, List<PendingObject>> merged(
      Map<TableDay, List<PendingObject>> first, Map<TableDay, List<PendingObject>> second) {
    Map<TableDay, List<PendingObject>> merged = new HashMap<>(first);
    second.forEach((day, objects) -> merged.merge(day, objects, UnverifiedSplits::concat));
    return merged;
  }

  private static <T> List<T> concat(Collection<T> first, Collection<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
