package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.discovery.DiscoveryResult;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.plan.UnreadableEntry;
import dev.kcompact.job.source.SourceOptions;
import dev.kcompact.job.source.enumerator.DiscoveryScheduler.DiscoveryInput;
import dev.kcompact.job.source.enumerator.SplitDiscoverer.PollResult;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import dev.kcompact.job.source.split.BacklogSnapshot;
import dev.kcompact.job.source.split.BacklogSnapshot.Totals;
import dev.kcompact.job.source.split.GroupFinishedEvent;
import dev.kcompact.job.source.split.SplitBacklog;
import dev.kcompact.job.source.state.EnumeratorState;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.topics.TopicDiscovery;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Discovers objects, plans groups and assigns them while this job holds the lease on the lake. All
 * methods run in the coordinator's thread. None blocks on a store: {@link SplitDiscoverer} does in
 * the worker thread of {@code callAsync}, and the lease in its thread.
 *
 * <p>Readers receive events only as answers to their requests. Flink fails a task that an event
 * does not reach, and a task of a job that stops ends without a notice to the enumerator.
 */
public final class FileGroupEnumerator implements SplitEnumerator<FileGroup, EnumeratorState> {
  private static final int ATTEMPTS_OF_BOUNDED = 3;

  /** The part of the intake's limit that waits on, where groups are closed early. */
  private static final int KEPT = 4;

  private final SplitEnumeratorContext<FileGroup> context;
  private final SourceOptions options;
  private final Clock clock;
  private final EnumeratorServices services;
  private final LeaseGuard lease;
  private final FailurePolicy failures;
  private final SplitDiscoverer discoverer;
  private final SplitBacklog backlog;
  private final LakeVerifier verifier;
  private final SplitAssigner assigner;
  private final UnreadableReport unreadable;
  private final IntakeLimits limits;
  private final DiscoveryScheduler scheduler;
  private final PendingAcknowledgements acknowledgements = new PendingAcknowledgements();
  private final EnumeratorMetrics metrics;
  private boolean endOfInput;
  private boolean retrying;

  public FileGroupEnumerator(
      SplitEnumeratorContext<FileGroup> context,
      SourceOptions options,
      JobTables tables,
      EnumeratorServices services,
      EnumeratorMetrics metrics,
      EnumeratorState state,
      Clock clock) {
    this.context = context;
    this.options = options;
    this.clock = clock;
    this.services = services;
    this.metrics = metrics;
    this.failures = new FailurePolicy(options, metrics);
    this.lease = new LeaseGuard(services.lease(), options);
    TopicDiscovery topics =
        new TopicDiscovery(
            tables.catalog(),
            services.source(),
            services.lake(),
            options.discovery().fullScanInterval());
    this.discoverer = new SplitDiscoverer(services, topics, options.discovery());
    this.backlog = new SplitBacklog(new GroupPlanner(topics::baseTable, options.limits()), state);
    this.verifier =
        new LakeVerifier(context, discoverer, backlog, metrics, failures, !options.bounded());
    this.unreadable = new UnreadableReport(context, discoverer, backlog);
    this.assigner = new SplitAssigner(context, backlog);
    this.limits = options.discovery().intake();
    this.scheduler = new DiscoveryScheduler(state.discovery(), options.pollInterval(), limits);
    metrics.pollInterval(() -> scheduler.interval().current());
  }

  @Override
  public void start() {
    lease.start(
        context,
        () -> {
          verifyAgainstLake();
          plan();
        });
    // A tick costs nothing; the scheduler decides when a poll is due.
    long tick = Math.max(1, options.pollInterval().min().toMillis() / 2);
    context.callAsync(this::pollIfDue, this::onTick, 0, tick);
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    if (!context.registeredReaders().containsKey(subtask)) {
      return;
    }
    assigner.answer(subtask, isOver());
    if (!options.bounded()) {
      context.sendEventToSourceReader(subtask, metrics.report());
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof GroupFinishedEvent finished) {
      backlog.onGroupFinished(finished, !options.bounded(), clock.instant());
      plan();
    }
  }

  @Override
  public void addReader(int subtask) {
    ReaderInfo reader = context.registeredReaders().get(subtask);
    if (backlog.recover(reader == null ? List.of() : reader.getReportedSplitsOnRegistration())) {
      verifyAgainstLake();
    }
  }

  @Override
  public void addSplitsBack(List<FileGroup> groups, int subtask) {
    backlog.addSplitsBack(groups);
  }

  @Override
  public EnumeratorState snapshotState(long checkpointId) throws IOException {
    lease.checkBeforeCheckpoint();
    acknowledgements.onCheckpointStarted(checkpointId);
    return backlog.snapshot(checkpointId, scheduler.state());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    metrics.committed(backlog.onCheckpointCompleted(checkpointId));
    if (!options.bounded() && context.registeredReaders().size() == context.currentParallelism()) {
      // Every task has committed the content of its state and reported its groups.
      scheduler.allowFullScans();
    }
    List<String> receipts = acknowledgements.onCheckpointCompleted(checkpointId);
    if (!receipts.isEmpty()) {
      context.callAsync(() -> discoverer.acknowledge(receipts), (count, failure) -> {});
    }
    // A poll may take minutes if listings are slow; groups become due independently.
    plan();
  }

  @Override
  public void close() {
    services.close();
  }

  /** Called in the worker thread. */
  private Optional<PollResult> pollIfDue() throws IOException {
    if (!lease.isHeld()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<DiscoveryInput> input = scheduler.tryStart(now);
    return input.isPresent() ? Optional.of(discoverer.poll(input.get(), now)) : Optional.empty();
  }

  private void onTick(@Nullable Optional<PollResult> result, @Nullable Throwable failure) {
    if (result == null) {
      scheduler.onFailure(clock.instant());
      failures.onFailure("discover new objects", failure);
    } else {
      result.ifPresent(this::onDiscovery);
      retryUnreadable();
    }
  }

  private void onDiscovery(PollResult poll) {
    Instant now = clock.instant();
    DiscoveryResult listed = poll.listed();
    int discovered =
        listed.newObjects().size() + listed.resumedObjects().size() + poll.notified().size();
    scheduler.onSuccess(listed.state(), now, discovered, poll.requests());
    metrics.polled(listed);
    metrics.topicsWithoutTable(poll.topicsWithoutTable());
    if (services.notifications() == null) {
      backlog.addNew(listed.newObjects(), now);
    } else {
      backlog.addUnverified(listed.newObjects(), now);
      metrics.notified(poll.notified().size(), poll.malformed());
      acknowledgements.add(poll.receipts());
    }
    metrics.late(backlog.addUnverified(listed.lateObjects(), now));
    backlog.addUnverified(listed.resumedObjects(), now);
    backlog.addUnverified(poll.notified(), now);
    backlog.learn(poll.samples());
    if (listed.scannedCount() > 0) {
      backlog.onFullScan();
    }
    unreadable.files(poll.unreadable());
    metrics.unreadableFiles(poll.unreadable().size());
    endOfInput = options.bounded() && listed.state().openListings().isEmpty();
    verifyAgainstLake();
    plan();
  }

  private void verifyAgainstLake() {
    if (lease.isAcquired()) {
      verifier.verifyAgainstLake(this::plan);
    }
  }

  /**
   * Whether a bounded run may end its readers: the last file is closed, what cannot be read was
   * tried again, and the report is in the lake.
   */
  private boolean isOver() {
    return endOfInput
        && !backlog.hasUnfinished()
        && !backlog.isAnyTriedLessThan(ATTEMPTS_OF_BOUNDED)
        && unreadable.isWritten();
  }

  private void retryUnreadable() {
    Instant now = clock.instant();
    List<UnreadableEntry> due = backlog.unreadableDue(now);
    boolean isOver = options.bounded() && !backlog.isAnyTriedLessThan(ATTEMPTS_OF_BOUNDED);
    if (due.isEmpty() || retrying || isOver || !lease.isHeld()) {
      return;
    }
    retrying = true;
    context.callAsync(
        () -> discoverer.existing(due),
        (listed, failure) -> {
          retrying = false;
          if (listed == null) {
            failures.onFailure("list unreadable objects", failure);
            return;
          }
          backlog.retry(due, listed, now);
          verifyAgainstLake();
          plan();
        });
  }

  private void plan() {
    Instant now = clock.instant();
    if (lease.isAcquired()) {
      backlog.plan(now, endOfInput);
    }
    if (lease.isAcquired()) {
      unreadable.write();
    }
    BacklogSnapshot totals = backlog.totals();
    Totals waiting = totals.uncompacted();
    if (lease.isAcquired() && isFull(waiting)) {
      backlog.makeRoom(now, limits.maxObjects() / KEPT, limits.maxBytes() / KEPT);
      totals = backlog.totals();
    }
    metrics.backlog(totals);
    metrics.rates(backlog.rates());
    if (scheduler.onWaiting(waiting.objects(), waiting.bytes(), now)) {
      context.callAsync(this::pollIfDue, this::onTick);
    }
  }

  /**
   * Whether what waits for more objects of its day keeps others out, so that groups close early.
   */
  private boolean isFull(Totals waiting) {
    return scheduler.hasOpenListings()
        ? !limits.hasRoomForHistory(waiting.objects(), waiting.bytes())
        : !limits.hasRoom(waiting.objects(), waiting.bytes());
  }
}
