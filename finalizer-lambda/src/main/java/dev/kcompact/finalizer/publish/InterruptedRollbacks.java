package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.publish.catalog.PartitionRestore;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunHistory;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes interrupted rollbacks. They leave a day whose tables are of two runs; a run that
 * recorded this as the previous state would restore it when it is rolled back.
 */
record InterruptedRollbacks(ObjectStore lake, PartitionRestore restore) {
  private static final Logger LOG = LoggerFactory.getLogger(InterruptedRollbacks.class);

  /** Completes those of a day, starting with the latest run. */
  void complete(LocalDate date) {
    for (RunRef run : RunHistory.of(lake, date).with(RollbackDocument.NAME)) {
      List<Change> left =
          new RunDocuments(lake, run)
              .changes().stream()
                  .filter(change -> restore.isInEffect(change, run))
                  .filter(change -> PartitionRestore.deletedPreviousRun(lake, change).isEmpty())
                  .toList();
      if (!left.isEmpty()) {
        LOG.warn("publish: completing the rollback of {}, {} partitions", run.run(), left.size());
        left.forEach(restore::restore);
      }
    }
  }
}
