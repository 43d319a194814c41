package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.clean.Progress.Outcome;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionParameters;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunHistory;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes expired runs of a day, except runs that a partition points at, runs that a rollback would
 * restore, and runs whose ledger a clean-up of raw objects depends on.
 */
record RunRemover(
    ObjectStore lake, PartitionCatalog partitions, TableCatalog catalog, FormerTables former) {
  private static final Logger LOG = LoggerFactory.getLogger(RunRemover.class);

  Outcome remove(LocalDate day, Collection<RunRef> expired, boolean dryRun) {
    Set<String> kept = kept(day);
    List<RunRef> removed = expired.stream().filter(run -> !kept.contains(run.run())).toList();
    if (!dryRun) {
      removed.forEach(this::remove);
    }
    return new Outcome.Removed(removed.size(), true);
  }

  private Set<String> kept(LocalDate day) {
    Set<String> kept = new HashSet<>();
    for (RunRef run : RunHistory.of(lake, day).runs()) {
      for (Change change : new RunDocuments(lake, run).changes()) {
        Optional<Target> now =
            partitions.partition(change.database(), change.table(), change.value());
        now.flatMap(PartitionParameters::run).ifPresent(kept::add);
        if (PartitionParameters.isOf(now.orElse(null), run)) {
          Optional.ofNullable(change.previous())
              .flatMap(PartitionParameters::run)
              .ifPresent(kept::add);
        }
      }
    }
    Stream.concat(catalog.baseTables().stream().map(BaseTable::name), former.names().stream())
        .flatMap(table -> lake.list(CleanedDay.folder(table, day)).stream())
        .flatMap(object -> CleanedDay.runOf(object.key()).stream())
        .forEach(kept::add);
    return kept;
  }

  /**
   * Deletes the record of the publication first, so that no rollback restores the run, and the
   * other documents last, so that a later clean-up finds an interrupted deletion.
   */
  private void remove(RunRef run) {
    Set<String> folders = folders(run);
    lake.delete(List.of(run.key(PublishedDocument.NAME)));
    folders.forEach(this::deleteAll);
    deleteAll(LakeLayout.run(run.date(), run.run()));
    LOG.info("clean: deleted run {} with {}", run.run(), folders);
  }

  private void deleteAll(String folder) {
    lake.delete(lake.list(folder).stream().map(StoredObject::key).toList());
  }

  /** Folders that the run can have written to, including tables without a definition. */
  private Set<String> folders(RunRef run) {
    Set<String> folders = new TreeSet<>();
    for (TableDefinition table : catalog.tables()) {
      add(folders, table.domain(), table.name(), run);
    }
    RunDocuments documents = new RunDocuments(lake, run);
    documents.find(PlanDocument.NAME, PlanDocument.class).map(PlanDocument::tables).stream()
        .flatMap(List::stream)
        .forEach(table -> add(folders, table.domain(), table.table(), run));
    String root = lake.root().toString();
    for (Change change : documents.changes()) {
      String location = change.next().location();
      if (location.startsWith(root) && location.contains("/run=" + run.run() + "/")) {
        folders.add(location.substring(root.length()));
      }
    }
    return folders;
  }

  private static void add(Set<String> folders, String domain, String table, RunRef run) {
    folders.add(LakeLayout.processed(domain, table, run.date(), run.run()));
    folders.add(LakeLayout.quarantine(table, run.date(), run.run()));
    folders.add(LakeLayout.ledger(table, run.date(), run.run()));
  }
}
