package dev.kcompact.job.source;

import dev.kcompact.job.discovery.Discovery;
import dev.kcompact.job.discovery.FoundObject;
import dev.kcompact.job.discovery.Seen;
import dev.kcompact.job.lake.CommittedFiles;
import dev.kcompact.job.lake.LakeFilter;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.GroupPlanner;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.AssignmentBook.Assignment;
import dev.kcompact.job.source.Scout.Admitted;
import dev.kcompact.job.source.Scout.FileSeen;
import dev.kcompact.job.source.Scout.Look;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings discovery, planning and assignment together. All methods run in the coordinator's thread
 * and none waits for a store: that is {@link Scout}'s, in the worker thread of {@code callAsync}. A
 * result of the scout's is taken over only if what it was based on still is what is seen.
 */
final class FileGroupEnumerator implements SplitEnumerator<FileGroup, EnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(FileGroupEnumerator.class);

  private final SplitEnumeratorContext<FileGroup> context;
  private final SourceOptions options;
  private final Clock clock;
  private final ObjectStore source;
  private final ObjectStore lake;
  private final Scout scout;
  private final GroupPlanner planner;
  private final AssignmentBook book = new AssignmentBook();
  private final DiscoveryMetrics metrics;

  /** Restored work that the lake has not been asked about; part of every snapshot until then. */
  private Map<TableDay, List<PendingObject>> unaskedPending;

  private final Map<String, FileGroup> unaskedGroups = new HashMap<>();

  /** Written in the coordinator's thread, read in the worker's. */
  private volatile Seen seen;

  private boolean listedAll;

  FileGroupEnumerator(
      SplitEnumeratorContext<FileGroup> context,
      SourceOptions options,
      JobTables tables,
      ObjectStores stores,
      EnumeratorState state,
      Clock clock) {
    this.context = context;
    this.options = options;
    this.clock = clock;
    this.metrics = new DiscoveryMetrics(context.metricGroup());
    this.source = stores.open(options.source(), metrics.requests());
    this.lake = stores.open(options.lake(), metrics.requests());
    this.scout =
        new Scout(
            new Discovery(source, tables.catalog().baseTables(), options.discovery()),
            new LakeFilter(new CommittedFiles(lake)));
    this.planner = new GroupPlanner(tables::baseTable, options.limits());
    planner.restoreRates(state.rates());
    this.seen = state.seen();
    this.unaskedPending = state.pending();
    state.ready().forEach(group -> unaskedGroups.put(group.id(), group));
    metrics.pending(() -> age(planner.oldest()));
  }

  @Override
  public void start() {
    askLake();
    if (options.bounded()) {
      context.callAsync(() -> scout.look(seen, clock.instant()), this::takeOver);
    } else {
      long interval = options.pollInterval().toMillis();
      context.callAsync(() -> scout.look(seen, clock.instant()), this::takeOver, 0, interval);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    book.request(subtask);
    assign();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof GroupFinished done) {
      planner.learn(done.table(), done.rawBytes(), done.fileBytes(), done.nanos() / 1e9);
      plan();
    }
  }

  @Override
  public void addReader(int subtask) {
    List<FileGroup> reported =
        context.registeredReaders().get(subtask) == null
            ? List.of()
            : context.registeredReaders().get(subtask).getReportedSplitsOnRegistration();
    List<FileGroup> unknown =
        book.unknown(reported).stream()
            .filter(group -> !unaskedGroups.containsKey(group.id()))
            .toList();
    if (!unknown.isEmpty()) {
      unknown.forEach(group -> unaskedGroups.put(group.id(), group));
      askLake();
    }
  }

  @Override
  public void addSplitsBack(List<FileGroup> groups, int subtask) {
    book.forget(subtask);
    book.giveBack(groups);
    assign();
  }

  @Override
  public EnumeratorState snapshotState(long checkpointId) {
    book.checkpointBegun(checkpointId);
    Map<TableDay, List<PendingObject>> pending = new HashMap<>(planner.pending());
    unaskedPending.forEach((day, objects) -> pending.merge(day, objects, Lists::joined));
    return new EnumeratorState(
        seen, pending, Lists.joined(book.ready(), unaskedGroups.values()), planner.rates());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    book.checkpointCompleted(checkpointId);
    // A look may take minutes where listing is slow; groups become due all the same.
    plan();
  }

  @Override
  public void close() {
    source.close();
    lake.close();
  }

  /** Has the lake asked about restored work; nothing of it is given out before. */
  private void askLake() {
    if (unaskedPending.isEmpty() && unaskedGroups.isEmpty()) {
      return;
    }
    Map<TableDay, List<PendingObject>> pending = unaskedPending;
    List<FileGroup> groups = List.copyOf(unaskedGroups.values());
    context.callAsync(
        () -> scout.admit(pending, groups),
        (answer, failure) -> admit(pending, groups, answer, failure));
  }

  private void admit(
      Map<TableDay, List<PendingObject>> pending,
      List<FileGroup> groups,
      @Nullable Admitted answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      failed("ask the lake what is done", failure);
      return;
    }
    if (unaskedPending == pending) {
      unaskedPending = Map.of();
      answer.pending().forEach((day, objects) -> objects.forEach(each -> planner.add(day, each)));
    }
    groups.forEach(group -> unaskedGroups.remove(group.id()));
    book.add(book.unknown(answer.groups()));
    learn(answer.files());
    metrics.covered(answer.covered());
    plan();
  }

  private void takeOver(@Nullable Look look, @Nullable Throwable failure) {
    if (look == null) {
      failed("look for new objects", failure);
      return;
    }
    if (!unaskedPending.isEmpty() || !unaskedGroups.isEmpty()) {
      askLake();
    }
    if (look.basis() != seen) {
      return;
    }
    seen = look.found().seen();
    Instant now = clock.instant();
    for (FoundObject object : look.found().objects()) {
      planner.add(object.of(), new PendingObject(object.object(), now));
      metrics.discovered(object.object().size());
    }
    learn(look.files());
    metrics.covered(look.covered());
    listedAll = true;
    plan();
  }

  private void learn(List<FileSeen> files) {
    files.forEach(file -> planner.learn(file.table(), file.rawBytes(), file.fileBytes(), 0));
  }

  private void plan() {
    book.add(planner.due(clock.instant(), options.bounded() && listedAll));
    assign();
  }

  private void assign() {
    for (Optional<Assignment> next = book.next(); next.isPresent(); next = book.next()) {
      Assignment assignment = next.get();
      if (context.registeredReaders().containsKey(assignment.reader())) {
        context.assignSplit(assignment.group(), assignment.reader());
      } else {
        book.giveBack(List.of(assignment.group()));
      }
    }
    if (options.bounded() && isDone()) {
      for (int reader : book.waiting()) {
        book.forget(reader);
        context.signalNoMoreSplits(reader);
      }
    }
  }

  private boolean isDone() {
    return listedAll
        && planner.isEmpty()
        && book.ready().isEmpty()
        && unaskedPending.isEmpty()
        && unaskedGroups.isEmpty();
  }

  private void failed(String what, @Nullable Throwable failure) {
    metrics.failedPoll();
    if (failure instanceof IOException && !options.bounded()) {
      LOG.warn(
          "Failed to {}, will try again in {}: {}",
          what,
          options.pollInterval(),
          failure.getMessage());
      return;
    }
    throw new IllegalStateException("Failed to " + what, failure);
  }

  private Duration age(Optional<Instant> since) {
    return since.map(then -> Duration.between(then, clock.instant())).orElse(Duration.ZERO);
  }
}
