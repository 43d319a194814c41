package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.DiscoveryReportEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * An enumerator context without threads: asynchronous calls wait until the test runs them, which
 * controls every interleaving.
 */
final class ManualEnumeratorContext implements SplitEnumeratorContext<FileGroup> {
  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private final List<Runnable> periodic = new ArrayList<>();
  private final Map<Integer, List<FileGroup>> assigned = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();
  private final Map<Integer, DiscoveryReportEvent> reports = new HashMap<>();
  private Runnable betweenParts = () -> {};

  ManualEnumeratorContext(int parallelism) {
    this.parallelism = parallelism;
  }

  /** Runs every periodic call once, and all waiting calls. */
  void tick() {
    calls.addAll(periodic);
    runCalls();
  }

  /** The same, with an action between the parts of the worker and of the coordinator. */
  void tickWith(Runnable between) {
    betweenParts = between;
    tick();
    betweenParts = () -> {};
  }

  void runCalls() {
    for (Runnable next = calls.poll(); next != null; next = calls.poll()) {
      next.run();
    }
  }

  void register(int reader, List<FileGroup> reported) {
    readers.put(reader, ReaderInfo.createReaderInfo(reader, "localhost", reported));
  }

  void unregister(int reader) {
    readers.remove(reader);
  }

  /** Returns the groups assigned to a reader since the last call. */
  List<FileGroup> takeAssigned(int reader) {
    List<FileGroup> taken = assigned.remove(reader);
    return taken == null ? List.of() : taken;
  }

  /** Returns the last report sent to each reader. */
  Map<Integer, DiscoveryReportEvent> reports() {
    return reports;
  }

  Set<Integer> finished() {
    return finished;
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    if (!readers.containsKey(subtask) || finished.contains(subtask)) {
      throw new AssertionError("no reader is registered for " + event + ": " + subtask);
    }
    reports.put(subtask, (DiscoveryReportEvent) event);
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return Map.copyOf(readers);
  }

  @Override
  public void assignSplits(SplitsAssignment<FileGroup> assignment) {
    assignment
        .assignment()
        .forEach(
            (reader, groups) ->
                assigned.computeIfAbsent(reader, key -> new ArrayList<>()).addAll(groups));
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    finished.add(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    calls.add(() -> call(callable, handler));
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    periodic.add(() -> call(callable, handler));
  }

  private <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    T result = null;
    Throwable failure = null;
    try {
      result = callable.call();
    } catch (Exception e) {
      failure = e;
    }
    Runnable first = betweenParts;
    betweenParts = () -> {};
    first.run();
    handler.accept(result, failure);
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }

  @Override
  public void setIsProcessingBacklog(boolean isProcessingBacklog) {}
}
