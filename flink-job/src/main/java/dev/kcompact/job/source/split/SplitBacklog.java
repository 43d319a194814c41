package dev.kcompact.job.source.split;

import dev.kcompact.job.discovery.DiscoveredObject;
import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.lake.CommittedObjectIndex.FileSample;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.plan.UnreadableEntry;
import dev.kcompact.job.plan.UnreadableObject;
import dev.kcompact.job.source.split.BacklogSnapshot.Totals;
import dev.kcompact.job.source.state.EnumeratorState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All objects between discovery and commit. An object is first unverified (the lake may contain
 * it), then pending, then in a ready group, then in an assigned group, unless a reader fails.
 * Independent of the Flink runtime and of a clock. Used in the coordinator's thread only.
 */
public final class SplitBacklog {
  private final GroupPlanner planner;
  private final SplitTracker tracker = new SplitTracker();
  private final UnverifiedSplits unverified;
  private final UnreadableObjects unreadable;

  public SplitBacklog(GroupPlanner planner, EnumeratorState restored) {
    this.planner = planner;
    planner.restoreRates(restored.rates());
    unverified = new UnverifiedSplits(restored.pending(), restored.ready());
    unreadable = new UnreadableObjects(restored.unreadable());
  }

  public BacklogSnapshot totals() {
    Totals pending =
        new Totals(planner.oldest().orElse(null), planner.pendingObjects(), planner.pendingBytes());
    Totals uncompacted =
        tracker
            .uncommitted()
            .map(Totals::of)
            .reduce(pending.plus(unverified.totals()), Totals::plus);
    return new BacklogSnapshot(
        pending, tracker.ready().size(), tracker.unfinished(), uncompacted, unreadable.count());
  }

  /** Adds objects that are not in the lake; leaves out those that are known nevertheless. */
  public void addNew(List<DiscoveredObject> objects, Instant now) {
    if (objects.isEmpty()) {
      return;
    }
    Set<String> known = keys();
    unreadable.keys().forEach(known::add);
    for (DiscoveredObject object : objects) {
      if (known.add(object.object().key())) {
        planner.add(object.tableDay(), new PendingObject(object.object(), now));
      }
    }
  }

  /** The objects on their way into a file. */
  private Set<String> keys() {
    return Stream.of(planner.keys(), tracker.keys(), unverified.keys())
        .flatMap(keys -> keys)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * Adds objects that no committed file had, but that may be known already or committed since.
   *
   * @return number of objects that were unknown and must be verified against the lake
   */
  public long addUnverified(Collection<DiscoveredObject> objects, Instant now) {
    if (objects.isEmpty()) {
      return 0;
    }
    Set<String> known = keys();
    unreadable.keys().forEach(known::add);
    return addUnverified(objects, known, now);
  }

  private long addUnverified(Collection<DiscoveredObject> objects, Set<String> known, Instant now) {
    Map<TableDay, List<PendingObject>> more = new HashMap<>();
    long count = 0;
    for (DiscoveredObject object : objects) {
      if (known.add(object.object().key())) {
        more.computeIfAbsent(object.tableDay(), day -> new ArrayList<>())
            .add(new PendingObject(object.object(), now));
        count++;
      }
    }
    unverified.add(more);
    return count;
  }

  /** Adds the groups of a recovering reader; returns whether any must be verified. */
  public boolean recover(Collection<FileGroup> reported) {
    List<FileGroup> recovered =
        tracker.recover(
            withoutKnownLeftovers(reported).stream()
                .filter(group -> !unverified.contains(group.id()))
                .toList());
    unverified.add(recovered);
    return !recovered.isEmpty();
  }

  /** What a reader could not read, the enumerator may know, and even try again already. */
  private Collection<FileGroup> withoutKnownLeftovers(Collection<FileGroup> reported) {
    if (reported.stream().noneMatch(FileGroup::isLeftover)) {
      return reported;
    }
    Set<String> known = keys();
    unreadable.keys().forEach(known::add);
    return reported.stream()
        .flatMap(group -> group.isLeftover() ? group.without(known).stream() : Stream.of(group))
        .toList();
  }

  /** The objects that were set aside and are to be tried again. */
  public List<UnreadableEntry> unreadableDue(Instant now) {
    return unreadable.isEmpty() ? List.of() : unreadable.due(now, keys());
  }

  /**
   * Tries objects again that were set aside.
   *
   * @param due of {@link #unreadableDue}
   * @param listed keys of those that still exist; the others are forgotten
   */
  public void retry(List<UnreadableEntry> due, Set<String> listed, Instant now) {
    unreadable.remove(
        due.stream().map(entry -> entry.object().key()).filter(key -> !listed.contains(key)));
    Set<String> known = keys();
    List<DiscoveredObject> again =
        due.stream()
            .filter(entry -> listed.contains(entry.object().key()))
            .map(entry -> new DiscoveredObject(entry.tableDay(), entry.object()))
            .toList();
    addUnverified(again, known, now);
  }

  /** Whether an object that was set aside has been tried less often than that. */
  public boolean isAnyTriedLessThan(int attempts) {
    return unreadable.isAnyTriedLessThan(attempts);
  }

  public List<UnreadableEntry> unreadable() {
    return unreadable.entries();
  }

  public long unreadableCount() {
    return unreadable.count();
  }

  public void onFullScan() {
    unreadable.onFullScan();
  }

  public Optional<VerificationRequest> verificationRequest() {
    return unverified.isEmpty() ? Optional.empty() : Optional.of(unverified.request());
  }

  /**
   * Applies a verification.
   *
   * @param keepsHeld whether to verify objects again whose day is unknown, or to forget them
   */
  public void onVerified(
      VerificationRequest request, VerificationResult result, boolean keepsHeld) {
    if (unverified.removePending(request)) {
      result.pending().forEach((day, objects) -> objects.forEach(each -> planner.add(day, each)));
      unverified.add(keepsHeld ? result.heldPending() : Map.of());
    }
    tracker.add(unverified.removeGroups(request, result.groups()));
    unverified.add(keepsHeld ? result.heldGroups() : List.of());
    learn(result.samples());
  }

  public void learn(List<FileSample> samples) {
    samples.forEach(
        sample -> planner.learn(sample.table(), sample.rawBytes(), sample.fileBytes(), 0));
  }

  /**
   * Notes that the file of a group is closed.
   *
   * @param keepsDeleted whether objects that do not exist are tried again, too
   */
  public void onGroupFinished(GroupFinishedEvent event, boolean keepsDeleted, Instant now) {
    Set<String> unread =
        event.unreadable().stream().map(UnreadableObject::key).collect(Collectors.toSet());
    unreadable.remove(tracker.onFinished(event.group(), unread).stream());
    List<UnreadableObject> kept =
        event.unreadable().stream().filter(each -> keepsDeleted || !each.isDeleted()).toList();
    unreadable.add(event.tableDay(), kept, now);
    unreadable.addUntracked(event.unreadableCount() - event.unreadable().size());
    planner.learn(event.table(), event.rawBytes(), event.fileBytes(), event.nanos() / 1e9);
  }

  /** Whether a file is open. */
  public boolean hasUnfinished() {
    return tracker.unfinished() > 0;
  }

  public void plan(Instant now, boolean endOfInput) {
    tracker.add(planner.due(now, endOfInput));
  }

  /** Closes groups, those of the oldest day first, until at most so much is in none. */
  public void makeRoom(Instant now, long objects, long bytes) {
    tracker.add(planner.makeRoom(now, objects, bytes));
  }

  /** Takes the next ready group; the caller assigns it. */
  public Optional<FileGroup> assignNext() {
    return tracker.assignNext();
  }

  /** Adds groups that did not reach their reader; they are assigned first. */
  public void addSplitsBack(List<FileGroup> groups) {
    tracker.addSplitsBack(groups);
  }

  public boolean isFullyAssigned() {
    return planner.isEmpty() && tracker.ready().isEmpty() && unverified.isEmpty();
  }

  public EnumeratorState snapshot(long checkpoint, DiscoveryState discovery) {
    tracker.onCheckpointStarted(checkpoint);
    return new EnumeratorState(
        discovery,
        unverified.pendingWith(planner.pending()),
        unverified.groupsWith(tracker.ready()),
        planner.rates(),
        unreadable.entries());
  }

  /** Returns the groups whose files this checkpoint commits. */
  public List<FileGroup> onCheckpointCompleted(long checkpoint) {
    return tracker.onCheckpointCompleted(checkpoint);
  }

  public Map<String, TableRates> rates() {
    return planner.rates();
  }
}
