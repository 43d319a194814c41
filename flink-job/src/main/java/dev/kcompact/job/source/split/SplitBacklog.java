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
 * All objects between their discovery and their commit. An object is unverified (the lake may have
 * it), pending, in a ready group, or in an assigned group, and passes through these stages in this
 * order, unless a reader fails. Knows no Flink runtime and no clock. Used in the coordinator's
 * thread only.
 */
public final class SplitBacklog {
  private final GroupPlanner planner;
  private final SplitTracker tracker = new SplitTracker();
  private final UnverifiedSplits unverified;

  /** One group for one reader. */
  public record SplitAssignment(int reader, FileGroup group) {}

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

  /** Adds objects that were never discovered before and that the lake does not have. */
  public void addNew(List<DiscoveredObject> objects, Instant now) {
    objects.forEach(
        object -> planner.add(object.tableDay(), new PendingObject(object.object(), now)));
  }

  /**
   * Adds objects that no committed file had, but that may be in here already, or committed since.
   *
   * @return number of objects that were not in here; they must be verified against the lake
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

  /**
   * Adds the groups that a recovering reader reports.
   *
   * @return whether any must be verified against the lake
   */
  public boolean recover(Collection<FileGroup> reported) {
    List<FileGroup> recovered =
        tracker.recover(
            reported.stream().filter(group -> !unverified.contains(group.id())).toList());
    unverified.add(recovered);
    return !recovered.isEmpty();
  }

  /** Returns what must be verified against the lake; empty for nothing. */
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

  /** Groups the pending objects that are due. */
  public void plan(Instant now, boolean endOfInput) {
    tracker.add(planner.due(now, endOfInput));
  }

  public void requestSplit(int reader) {
    tracker.requestSplit(reader);
  }

  /** Drops a reader's request, because the reader failed or is finished. */
  public void cancelRequest(int reader) {
    tracker.cancelRequest(reader);
  }

  public List<Integer> waitingReaders() {
    return tracker.waitingReaders();
  }

  /** Assigns the next ready group to a waiting reader, if there are both. */
  public Optional<SplitAssignment> assignNext() {
    return tracker.assignNext();
  }

  /** Adds groups that did not reach their reader; they are assigned first. */
  public void addSplitsBack(List<FileGroup> groups) {
    tracker.addSplitsBack(groups);
  }

  /** Whether everything that was discovered has been assigned. */
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

  /** Returns the groups whose files are committed with this checkpoint. */
  public List<FileGroup> onCheckpointCompleted(long checkpoint) {
    return tracker.onCheckpointCompleted(checkpoint);
  }

  /** Learned rates by table. */
  public Map<String, TableRates> rates() {
    return planner.rates();
  }
}
