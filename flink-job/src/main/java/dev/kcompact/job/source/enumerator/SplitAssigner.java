package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.split.SplitBacklog;
import dev.kcompact.job.source.split.SplitBacklog.SplitAssignment;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Sends ready groups to waiting readers. Used in the coordinator's thread only. */
final class SplitAssigner {
  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitBacklog backlog;

  SplitAssigner(SplitEnumeratorContext<FileGroup> context, SplitBacklog backlog) {
    this.context = context;
    this.backlog = backlog;
  }

  /**
   * Assigns groups to all waiting readers. At the end of input, readers end once everything is
   * assigned.
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
