package dev.kcompact.finalizer.rollback;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.publish.catalog.PartitionRestore;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the runs that have published a day, by their documents. */
final class PublishedRuns {
  private final ObjectStore lake;
  private final PartitionRestore restore;

  PublishedRuns(ObjectStore lake, PartitionRestore restore) {
    this.lake = lake;
    this.restore = restore;
  }

  /** The latest run that a partition of the day points at; empty if there is none. */
  Optional<RunRef> current(LocalDate date) {
    return latestFirst(date).stream().filter(this::isPointedAt).findFirst();
  }

  private List<RunRef> latestFirst(LocalDate date) {
    String folder = LakeLayout.runs(date);
    String document = "/" + PublishedDocument.NAME;
    return lake.list(folder).stream()
        .map(StoredObject::key)
        .filter(key -> key.endsWith(document))
        .map(key -> key.substring(folder.length(), key.length() - document.length()))
        .flatMap(run -> RunRef.parse(date, run).stream())
        .sorted(Comparator.comparingLong(RunRef::token).reversed())
        .toList();
  }

  private boolean isPointedAt(RunRef run) {
    return new RunDocuments(lake, run)
            .find(PublishedDocument.NAME, PublishedDocument.class)
            .map(PublishedDocument::changes)
            .orElse(List.of())
            .stream()
            .anyMatch(change -> restore.isInEffect(change, run));
  }
}
