package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.ObjectStore;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives partitions back what they had before a run changed them. */
public final class Restoration {
  private final PartitionCatalog partitions;

  public Restoration(PartitionCatalog partitions) {
    this.partitions = partitions;
  }

  /** Whether the change's partition is as this run left it. */
  public boolean isMade(Change change, RunRef run) {
    return RunParameters.isOf(
        partitions.partition(change.database(), change.table(), change.value()).orElse(null), run);
  }

  /** The run that a change has replaced, if its files were removed after their retention. */
  public static Optional<RunRef> removedRun(ObjectStore lake, Change change) {
    // A run that is removed loses its record first.
    return Optional.ofNullable(change.previous())
        .flatMap(RunParameters::run)
        .flatMap(run -> RunRef.parse(LocalDate.parse(change.value()), run))
        .filter(run -> !new RunDocuments(lake, run).has(PublishedDocument.NAME));
  }

  /** Undoes a change that is made. */
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
                        "Table " + change.database() + "." + change.table() + " is gone"));
    partitions.point(change.database(), change.table(), shape, Map.of(change.value(), previous));
  }
}
