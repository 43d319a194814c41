package dev.kcompact.job.source.split;

import dev.kcompact.job.discovery.DiscoveredObject;
import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.lake.CommittedObjectIndex.FileSample;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
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

  public SplitBacklog(GroupPlanner planner, EnumeratorState restored) {
    this.planner = planner;
    planner.restoreRates(restored.rates());
    unverified = new UnverifiedSplits(restored.pending(), restored.ready());
  }

  public BacklogSnapshot totals() {
    Totals pending =
        new Totals(planner.oldest().orElse(null), planner.pendingObjects(), planner.pendingBytes());
    Totals uncompacted =
        tracker
            .uncommitted()
            .map(Totals::of)
            .reduce(pending.plus(unverified.totals()), Totals::plus);
    return new BacklogSnapshot(pending, tracker.ready().size(), tracker.unfinished(), uncompacted);
  }

  /** Adds objects that were never discovered before and are not in the lake. */
  public void addNew(List<DiscoveredObject> objects, Instant now) {
    objects.forEach(
        object -> planner.add(object.tableDay(), new PendingObject(object.object(), now)));
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
    Set<String> known =
        Stream.of(planner.keys(), tracker.keys(), unverified.keys())
            .flatMap(keys -> keys)
            .collect(Collectors.toCollection(HashSet::new));
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
            reported.stream().filter(group -> !unverified.contains(group.id())).toList());
    unverified.add(recovered);
    return !recovered.isEmpty();
  }

  public Optional<VerificationRequest> verificationRequest() {
    return unverified.isEmpty() ? Optional.empty() : Optional.of(unverified.request());
  }

  public void onVerified(VerificationRequest request, VerificationResult result) {
    if (unverified.removePending(request)) {
      result.pending().forEach((day, objects) -> objects.forEach(each -> planner.add(day, each)));
    }
    tracker.add(unverified.removeGroups(request, result.groups()));
    learn(result.samples());
  }

  public void learn(List<FileSample> samples) {
    samples.forEach(
        sample -> planner.learn(sample.table(), sample.rawBytes(), sample.fileBytes(), 0));
  }

  public void onGroupFinished(GroupFinishedEvent event) {
    tracker.onFinished(event.group());
    planner.learn(event.table(), event.rawBytes(), event.fileBytes(), event.nanos() / 1e9);
  }

  public void plan(Instant now, boolean endOfInput) {
    tracker.add(planner.due(now, endOfInput));
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
        planner.rates());
  }

  /** Returns the groups whose files this checkpoint commits. */
  public List<FileGroup> onCheckpointCompleted(long checkpoint) {
    return tracker.onCheckpointCompleted(checkpoint);
  }

  public Map<String, TableRates> rates() {
    return planner.rates();
  }
}
