package dev.kcompact.job.source.reader;

import dev.kcompact.job.compact.GroupTask;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.DiscoveryReportEvent;
import dev.kcompact.job.source.metrics.ReaderMetrics;
import dev.kcompact.job.source.split.GroupFinishedEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits one group at a time to the compactor chained to it. Every method runs in the task's thread,
 * so nothing is synchronized. {@link #pollNext} lasts until the group is processed; checkpoint
 * barriers are processed between two calls.
 */
public final class FileGroupReader implements SourceReader<GroupTask, FileGroup> {
  private final SourceReaderContext context;
  private final ReaderMetrics metrics;
  private final Deque<FileGroup> assigned = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean noMore;

  public FileGroupReader(SourceReaderContext context) {
    this.context = context;
    this.metrics = new ReaderMetrics(context.metricGroup(), Clock.systemUTC());
  }

  @Override
  public void start() {
    context.sendSplitRequest();
  }

  /** Emits at most one group per call, because a loop would delay a waiting barrier. */
  @Override
  public InputStatus pollNext(ReaderOutput<GroupTask> output) {
    FileGroup group = assigned.poll();
    if (group == null) {
      return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    // The next group arrives while this one is processed.
    context.sendSplitRequest();
    GroupTask task = new GroupTask(group);
    output.collect(task);
    GroupTask.Outcome outcome = task.outcome();
    context.sendSourceEventToCoordinator(
        new GroupFinishedEvent(
            group.id(),
            group.tableDay().table(),
            outcome.rawBytes(),
            outcome.fileBytes(),
            outcome.nanos()));
    if (!assigned.isEmpty()) {
      return InputStatus.MORE_AVAILABLE;
    }
    return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<FileGroup> snapshotState(long checkpointId) {
    return new ArrayList<>(assigned);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (!assigned.isEmpty() || noMore) {
      return CompletableFuture.completedFuture(null);
    }
    if (available.isDone()) {
      available = new CompletableFuture<>();
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
