package dev.kcompact.finalizer.publish.catalog;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores partitions to their state before a run changed them. */
public final class PartitionRestore {
  private final PartitionCatalog partitions;

  public PartitionRestore(PartitionCatalog partitions) {
    this.partitions = partitions;
  }

  /** Whether the partition still points at this run. */
  public boolean isInEffect(Change change, RunRef run) {
    return PartitionParameters.isOf(
        partitions.partition(change.database(), change.table(), change.value()).orElse(null), run);
  }

  /** Returns the run that a change replaced, if its files were deleted after their retention. */
  public static Optional<RunRef> deletedPreviousRun(ObjectStore lake, Change change) {
    // The record of a run is deleted before its files.
    return Optional.ofNullable(change.previous())
        .flatMap(PartitionParameters::run)
        .flatMap(run -> RunRef.parse(LocalDate.parse(change.value()), run))
        .filter(run -> !new RunDocuments(lake, run).has(PublishedDocument.NAME));
  }

  public void restore(Change change) {
    Target previous = change.previous();
    if (previous == null) {
      partitions.remove(change.database(), change.table(), List.of(change.value()));
      return;
    }
    TableShape shape =
        partitions
            .find(change.database(), change.table())
            .orElseThrow(
                () ->
                    new NonRetryableException(
                        "Failed to restore partition %s: table %s.%s does not exist"
                            .formatted(change.value(), change.database(), change.table())));
    partitions.point(change.database(), change.table(), shape, Map.of(change.value(), previous));
  }
}
