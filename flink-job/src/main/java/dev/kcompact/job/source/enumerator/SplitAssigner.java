package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.split.SplitBacklog;
import dev.kcompact.job.source.split.SplitBacklog.SplitAssignment;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Sends ready groups to the readers that wait for one. Used in the coordinator's thread only. */
final class SplitAssigner {
  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitBacklog backlog;

  SplitAssigner(SplitEnumeratorContext<FileGroup> context, SplitBacklog backlog) {
    this.context = context;
    this.backlog = backlog;
  }

  /**
   * Assigns as many groups as possible.
   *
   * @param endOfInput whether nothing more will be discovered, so that waiting readers end once
   *     everything is assigned
   */
  void assign(boolean endOfInput) {
    for (Optional<SplitAssignment> next = backlog.assignNext();
        next.isPresent();
        next = backlog.assignNext()) {
      SplitAssignment assignment = next.get();
      if (context.registeredReaders().containsKey(assignment.reader())) {
        context.assignSplit(assignment.group(), assignment.reader());
      } else {
        backlog.addSplitsBack(List.of(assignment.group()));
      }
    }
    if (endOfInput && backlog.isFullyAssigned()) {
      for (int reader : backlog.waitingReaders()) {
        backlog.cancelRequest(reader);
        context.signalNoMoreSplits(reader);
      }
    }
  }
}
