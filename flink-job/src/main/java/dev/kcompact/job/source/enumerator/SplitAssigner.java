package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.split.SplitBacklog;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Answers the requests of readers. Used in the coordinator's thread only. */
final class SplitAssigner {
  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitBacklog backlog;

  SplitAssigner(SplitEnumeratorContext<FileGroup> context, SplitBacklog backlog) {
    this.context = context;
    this.backlog = backlog;
  }

  /**
   * Assigns the next ready group, if there is one, to a registered reader. At the end of input, the
   * reader ends once everything is assigned.
   */
  void answer(int reader, boolean endOfInput) {
    Optional<FileGroup> next = backlog.assignNext();
    if (next.isPresent()) {
      context.assignSplit(next.get(), reader);
    } else if (endOfInput && backlog.isFullyAssigned()) {
      context.signalNoMoreSplits(reader);
    }
  }
}
