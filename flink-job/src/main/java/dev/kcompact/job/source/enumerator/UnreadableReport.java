package dev.kcompact.job.source.enumerator;

import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.UnreadableEntry;
import dev.kcompact.job.source.split.SplitBacklog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the lake which objects cannot be read, when that changes. Used in the coordinator's
 * thread; the worker thread writes.
 */
final class UnreadableReport {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableReport.class);

  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitDiscoverer discoverer;
  private final SplitBacklog backlog;
  private List<Unreadable> files = List.of();

  /** Null until the first write: an earlier enumerator may have left a report. */
  private @Nullable UnreadableObjects written;

  private boolean writing;

  UnreadableReport(
      SplitEnumeratorContext<FileGroup> context, SplitDiscoverer discoverer, SplitBacklog backlog) {
    this.context = context;
    this.discoverer = discoverer;
    this.backlog = backlog;
  }

  /** Notes the committed files that cannot be read. */
  void files(List<Unreadable> unreadable) {
    files = unreadable;
  }

  /** Whether the lake has the report as it is now. */
  boolean isWritten() {
    return !writing && current().equals(written);
  }

  /** Writes what has changed. */
  void write() {
    UnreadableObjects current = current();
    if (writing || current.equals(written)) {
      return;
    }
    writing = true;
    context.callAsync(
        () -> discoverer.write(current), (done, failure) -> onWritten(current, failure));
  }

  private void onWritten(UnreadableObjects current, @Nullable Throwable failure) {
    writing = false;
    if (failure != null) {
      // The next change or poll writes it. It only explains.
      LOG.warn("Failed to write {}: {}", UnreadableObjects.KEY, failure.getMessage());
      return;
    }
    written = current;
  }

  private UnreadableObjects current() {
    List<Unreadable> all = new ArrayList<>(files);
    for (UnreadableEntry entry : backlog.unreadable()) {
      all.add(
          new Unreadable(
              entry.object().key(),
              entry.tableDay().table(),
              entry.tableDay().day(),
              entry.reason(),
              entry.since(),
              entry.attempts()));
    }
    return new UnreadableObjects(all, files.size() + backlog.unreadableCount());
  }
}
