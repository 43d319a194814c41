package dev.kcompact.job.source;

import dev.kcompact.job.plan.FileGroup;
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
 * What surrounds an enumerator, with no thread: what it hands to its worker waits until the test
 * lets it be done, so that any interleaving can be driven.
 */
final class HandDrivenContext implements SplitEnumeratorContext<FileGroup> {
  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final List<Runnable> periodic = new ArrayList<>();
  private final Map<Integer, List<FileGroup>> assigned = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();
  private final Map<Integer, DiscoveryReport> reported = new HashMap<>();
  private Runnable meanwhile = () -> {};

  HandDrivenContext(int parallelism) {
    this.parallelism = parallelism;
  }

  /** One tick of everything periodic, and all work that is waiting. */
  void tick() {
    work.addAll(periodic);
    work();
  }

  /** One tick, where something happens between the worker's part of it and the coordinator's. */
  void tickWith(Runnable between) {
    meanwhile = between;
    tick();
    meanwhile = () -> {};
  }

  void work() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  void register(int reader, List<FileGroup> reported) {
    readers.put(reader, ReaderInfo.createReaderInfo(reader, "localhost", reported));
  }

  void unregister(int reader) {
    readers.remove(reader);
  }

  /** What a reader was given since the last call. */
  List<FileGroup> takeAssigned(int reader) {
    List<FileGroup> taken = assigned.remove(reader);
    return taken == null ? List.of() : taken;
  }

  /** The last report that each reader was sent. */
  Map<Integer, DiscoveryReport> reported() {
    return reported;
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
      throw new AssertionError("no reader is there for " + event + ": " + subtask);
    }
    reported.put(subtask, (DiscoveryReport) event);
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
    work.add(() -> call(callable, handler));
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
    Runnable first = meanwhile;
    meanwhile = () -> {};
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
