package dev.kcompact.job.source;

import dev.kcompact.job.discovery.Discovery;
import dev.kcompact.job.discovery.FoundObject;
import dev.kcompact.job.lake.CommittedFiles;
import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.lease.Standing;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.source.AssignmentBook.Assignment;
import dev.kcompact.job.source.Lookout.Basis;
import dev.kcompact.job.source.Scout.Admitted;
import dev.kcompact.job.source.Scout.Look;
import dev.kcompact.job.source.UnaskedWork.Question;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings discovery, planning and assignment together. All methods run in the coordinator's thread
 * and none waits for a store: that is {@link Scout}'s, in the worker thread of {@code callAsync},
 * and the lease's, in a thread of its own. Nothing is looked for before the lake is this job's.
 */
final class FileGroupEnumerator implements SplitEnumerator<FileGroup, EnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(FileGroupEnumerator.class);

  private final SplitEnumeratorContext<FileGroup> context;
  private final SourceOptions options;
  private final Clock clock;
  private final Surroundings around;
  private final Lease lease;
  private final Scout scout;
  private final Workload work;
  private final Lookout lookout;
  private final Receipts receipts = new Receipts();
  private final DiscoveryMetrics metrics;
  private boolean listedAll;
  private boolean held;

  FileGroupEnumerator(
      SplitEnumeratorContext<FileGroup> context,
      SourceOptions options,
      JobTables tables,
      Surroundings around,
      DiscoveryMetrics metrics,
      EnumeratorState state,
      Clock clock) {
    this.context = context;
    this.options = options;
    this.clock = clock;
    this.around = around;
    this.lease = around.lease();
    this.metrics = metrics;
    this.scout =
        new Scout(
            new Discovery(
                around.source(),
                tables.catalog().baseTables(),
                options.discovery(),
                around.notifications() != null),
            new CommittedFiles(around.lake()),
            around.notifications(),
            tables.catalog());
    this.work = new Workload(new GroupPlanner(tables::baseTable, options.limits()), state);
    this.lookout = new Lookout(state.seen(), options.pace());
    metrics.pace(lookout);
  }

  @Override
  public void start() {
    lease.start(standing -> context.runInCoordinatorThread(() -> stand(standing)));
    // A tick costs nothing; the lookout says when a look is due.
    long tick = Math.max(1, options.pace().least().toMillis() / 2);
    context.callAsync(this::lookIfDue, this::tick, 0, tick);
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    work.request(subtask);
    assign();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof GroupFinished done) {
      work.finished(done);
      plan();
    }
  }

  @Override
  public void addReader(int subtask) {
    List<FileGroup> reported =
        context.registeredReaders().get(subtask) == null
            ? List.of()
            : context.registeredReaders().get(subtask).getReportedSplitsOnRegistration();
    if (work.reclaim(reported)) {
      askLake();
    }
  }

  @Override
  public void addSplitsBack(List<FileGroup> groups, int subtask) {
    work.forget(subtask);
    work.giveBack(groups);
    assign();
  }

  /** Fails where another job may have the lake by now: what a checkpoint holds gets committed. */
  @Override
  public EnumeratorState snapshotState(long checkpointId) throws IOException {
    if (held && !lease.isHeld()) {
      throw new IOException(
          "No checkpoint: the lake could not be held on to, and may be another job's by now: "
              + options.lake());
    }
    receipts.checkpointBegun(checkpointId);
    return work.snapshot(checkpointId, lookout.seen());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    metrics.committed(work.checkpointCompleted(checkpointId));
    if (!options.bounded() && context.registeredReaders().size() == context.currentParallelism()) {
      // Every task has committed what its state held, and reported the groups it had.
      lookout.allowSweeps();
    }
    acknowledge(receipts.checkpointCompleted(checkpointId));
    // A look may take minutes where listing is slow; groups become due all the same.
    plan();
  }

  @Override
  public void close() {
    lease.close();
    around.close();
  }

  private void stand(Standing standing) {
    if (standing instanceof Standing.Held now) {
      LOG.info("This job writes the lake {} now, as owner {}", options.lake(), now.epoch());
      held = true;
      askLake();
      plan();
    } else if (standing instanceof Standing.Waiting now) {
      LOG.info(
          "The lake {} was last written by {}; it is taken over unless that shows life within {}",
          options.lake(),
          now.other(),
          options.lease());
    } else if (standing instanceof Standing.Taken now) {
      throw new LakeTakenException(options.lake().toString(), now.other());
    }
  }

  /** Worker thread. */
  private Optional<Look> lookIfDue() throws IOException {
    if (!lease.isHeld()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Basis> basis = lookout.begin(now);
    return basis.isPresent() ? Optional.of(scout.look(basis.get(), now)) : Optional.empty();
  }

  /**
   * Reports on ticks only: what is sent to a task that is about to end fails it, and tasks end
   * after checkpoints and when everything is done.
   */
  private void tick(@Nullable Optional<Look> result, @Nullable Throwable failure) {
    takeOver(result, failure);
    if (!options.bounded()) {
      DiscoveryReport report = metrics.report();
      context
          .registeredReaders()
          .keySet()
          .forEach(each -> context.sendEventToSourceReader(each, report));
    }
  }

  private void takeOver(@Nullable Optional<Look> result, @Nullable Throwable failure) {
    if (result == null) {
      lookout.fail(clock.instant());
      failed("look for new objects", failure);
      return;
    }
    if (result.isEmpty()) {
      return;
    }
    Look look = result.get();
    Instant now = clock.instant();
    List<FoundObject> objects = look.found().objects();
    lookout.end(look.found().seen(), now, objects.size() + look.notified().size(), look.requests());
    metrics.looked();
    metrics.found(look.found());
    reportChanged(look);
    if (around.notifications() == null) {
      work.add(objects, now);
    } else {
      work.nominate(objects, now);
      metrics.notified(look.notified().size(), look.malformed());
      receipts.received(look.receipts());
    }
    objects.forEach(object -> metrics.discovered(object.object().size()));
    metrics.late(work.nominate(look.found().overtaken(), now));
    work.nominate(look.notified(), now);
    work.learn(look.files());
    listedAll = true;
    askLake();
    plan();
  }

  private void reportChanged(Look look) {
    if (look.found().changedCount() > 0) {
      LOG.warn(
          "{} objects were written anew after they had been compacted; their new content is not"
              + " taken in. An audit names them all, here are the first: {}",
          look.found().changedCount(),
          look.found().changed());
    }
  }

  /** Has the lake asked about work that it may have already; nothing of it is given out before. */
  private void askLake() {
    if (held) {
      work.question()
          .ifPresent(
              question ->
                  context.callAsync(
                      () -> scout.admit(question.pending(), question.groups()),
                      (answer, failure) -> admit(question, answer, failure)));
    }
  }

  private void admit(Question question, @Nullable Admitted answer, @Nullable Throwable failure) {
    if (answer == null) {
      failed("ask the lake what is done", failure);
      return;
    }
    work.answer(question, answer);
    metrics.covered(answer.covered());
    plan();
  }

  private void plan() {
    if (held) {
      work.plan(clock.instant(), options.bounded() && listedAll);
    }
    assign();
    metrics.backlog(work.backlog());
    metrics.learned(work.rates());
  }

  private void assign() {
    for (Optional<Assignment> next = work.next(); next.isPresent(); next = work.next()) {
      Assignment assignment = next.get();
      if (context.registeredReaders().containsKey(assignment.reader())) {
        context.assignSplit(assignment.group(), assignment.reader());
      } else {
        work.giveBack(List.of(assignment.group()));
      }
    }
    if (options.bounded() && listedAll && work.isGivenOut()) {
      for (int reader : work.waiting()) {
        work.forget(reader);
        context.signalNoMoreSplits(reader);
      }
    }
  }

  private void acknowledge(List<String> done) {
    if (!done.isEmpty()) {
      context.callAsync(
          () -> scout.acknowledge(done),
          (count, failure) -> {
            if (failure != null) {
              LOG.warn("{}; they come again and are known then", failure.getMessage());
            }
          });
    }
  }

  private void failed(String what, @Nullable Throwable failure) {
    metrics.failedPoll();
    if (failure instanceof IOException && !options.bounded()) {
      LOG.warn(
          "Failed to {}, will try again in {}: {}",
          what,
          options.pace().most(),
          failure.getMessage());
      return;
    }
    throw new IllegalStateException("Failed to " + what, failure);
  }
}
