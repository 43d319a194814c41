package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunHistory;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollbacks that were begun and given up. They leave a day whose tables are of two runs; a run that
 * recorded these as what was before it would give them back when it is rolled back in its turn.
 */
final class UnfinishedRollbacks {
  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedRollbacks.class);

  private final ObjectStore lake;
  private final Restoration restoration;

  UnfinishedRollbacks(ObjectStore lake, Restoration restoration) {
    this.lake = lake;
    this.restoration = restoration;
  }

  /** Ends those of a day as they would have ended, that of the latest run first. */
  void end(LocalDate date) {
    for (RunRef run : RunHistory.of(lake, date).rolledBack()) {
      List<Change> left =
          new RunDocuments(lake, run)
                  .find(PublishedDocument.NAME, PublishedDocument.class)
                  .map(PublishedDocument::changes)
                  .orElse(List.of())
                  .stream()
                  .filter(change -> restoration.isMade(change, run))
                  .filter(change -> Restoration.removedRun(lake, change).isEmpty())
                  .toList();
      if (!left.isEmpty()) {
        LOG.warn("publish: ending the rollback of {}, {} partitions", run.run(), left.size());
        left.forEach(restoration::restore);
      }
    }
  }
}
