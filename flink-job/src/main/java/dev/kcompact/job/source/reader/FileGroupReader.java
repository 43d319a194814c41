package dev.kcompact.job.source.reader;

import dev.kcompact.job.compact.GroupTask;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.DiscoveryReportEvent;
import dev.kcompact.job.source.metrics.ReaderMetrics;
import dev.kcompact.job.source.split.GroupFinishedEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits one group at a time to the compactor chained to it. Every method runs in the task's thread,
 * so nothing is synchronized. {@link #pollNext} lasts until the group is processed; checkpoint
 * barriers are processed between two calls.
 *
 * <p>A reader without a group repeats its request, because the enumerator only answers requests. It
 * sends none after {@code pollNext} was called for the last time, so no answer is lost when the job
 * stops.
 */
public final class FileGroupReader implements SourceReader<GroupTask, FileGroup> {
  /** A check of Kafka blocks for seconds, and is repeated twice a minute at most. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final SourceReaderContext context;
  private final Clock clock;
  private final ReaderMetrics metrics;
  private final Deque<FileGroup> assigned = new ArrayDeque<>();
  private final HeldGroups held = new HeldGroups(TRY_AGAIN);
  private final Leftovers leftovers = new Leftovers();
  private final Duration requestInterval;
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
  private boolean noMore;

  /**
   * Creates a reader.
   *
   * @param requestInterval time between two requests of a reader without a group
   */
  public FileGroupReader(SourceReaderContext context, Duration requestInterval) {
    this(context, requestInterval, Clock.systemUTC());
  }

  FileGroupReader(SourceReaderContext context, Duration requestInterval, Clock clock) {
    this.context = context;
    this.requestInterval = requestInterval;
    this.clock = clock;
    this.metrics = new ReaderMetrics(context.metricGroup(), clock);
  }

  @Override
  public void start() {
    context.sendSplitRequest();
  }

  /** Emits at most one group per call, because a loop would delay a waiting barrier. */
  @Override
  public InputStatus pollNext(ReaderOutput<GroupTask> output) {
    Optional<FileGroup> waiting = held.due(clock.instant());
    FileGroup group = waiting.orElseGet(assigned::poll);
    if (group == null) {
      return requestUnlessEnded();
    }
    if (waiting.isEmpty()) {
      // The next group arrives while this one is processed.
      context.sendSplitRequest();
    }
    GroupTask task = new GroupTask(group, waiting.isPresent());
    output.collect(task);
    if (task.isHeld()) {
      held.add(group, clock.instant());
      return InputStatus.MORE_AVAILABLE;
    }
    GroupTask.Outcome outcome = task.outcome();
    leftovers.add(group, outcome.unreadable());
    context.sendSourceEventToCoordinator(
        GroupFinishedEvent.of(
            group, outcome.rawBytes(), outcome.fileBytes(), outcome.nanos(), outcome.unreadable()));
    // The answer to the request above, or else the next call repeats it.
    return InputStatus.MORE_AVAILABLE;
  }

  private InputStatus requestUnlessEnded() {
    if (noMore && held.isEmpty()) {
      return InputStatus.END_OF_INPUT;
    }
    context.sendSplitRequest();
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<FileGroup> snapshotState(long checkpointId) {
    List<FileGroup> state = new ArrayList<>(assigned);
    state.addAll(held.all());
    state.addAll(leftovers.groups());
    return state;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    leftovers.onCheckpointCompleted();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (!assigned.isEmpty() || (noMore && held.isEmpty())) {
      return CompletableFuture.completedFuture(null);
    }
    if (available.isDone()) {
      available =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, requestInterval.toMillis(), TimeUnit.MILLISECONDS);
    }
    return available;
  }

  @Override
  public void addSplits(List<FileGroup> groups) {
    assigned.addAll(groups);
    available.complete(null);
  }

  /** Called between two groups; during a group, the previous report is shown. */
  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof DiscoveryReportEvent report) {
      metrics.report(report);
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    noMore = true;
    available.complete(null);
  }

  @Override
  public void close() {}
}
