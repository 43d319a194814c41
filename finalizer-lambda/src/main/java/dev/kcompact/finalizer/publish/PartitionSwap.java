package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionParameters;
import dev.kcompact.finalizer.publish.catalog.PartitionRestore;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Points partitions at a run, table by table. The catalog has no conditional write of a partition.
 * So the fencing token is checked directly before each change, and the result is read after all
 * changes, so that an overwritten partition of a later run is detected.
 *
 * @param isReverted whether the run is rolled back and must change nothing more
 */
record PartitionSwap(PartitionCatalog partitions, RunRef run, BooleanSupplier isReverted) {
  /**
   * Applies recorded changes.
   *
   * @param prepare creates or evolves the table of a change
   * @throws NonRetryableException if a later run has published, or this run is rolled back; in the
   *     second case all changes are reverted
   */
  void apply(List<Change> changes, Function<Change, TableShape> prepare) {
    Map<String, List<Change>> byTable =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    change -> change.database() + "." + change.table(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Change> begun = new ArrayList<>();
    for (List<Change> ofTable : byTable.values()) {
      Change first = ofTable.get(0);
      TableShape shape = prepare.apply(first);
      if (isReverted.getAsBoolean()) {
        throw reverted(begun);
      }
      found(ofTable).forEach((value, target) -> checkFence(run, first.table(), value, target));
      begun.addAll(ofTable);
      partitions.point(
          first.database(),
          first.table(),
          shape,
          ofTable.stream().collect(Collectors.toMap(Change::value, Change::next)));
    }
    if (isReverted.getAsBoolean()) {
      throw reverted(begun);
    }
    byTable.values().forEach(this::confirm);
  }

  private Map<String, Target> found(List<Change> ofTable) {
    Change first = ofTable.get(0);
    return partitions.partitions(
        first.database(), first.table(), ofTable.stream().map(Change::value).toList());
  }

  private NonRetryableException reverted(List<Change> begun) {
    PartitionRestore restore = new PartitionRestore(partitions);
    begun.stream().filter(change -> restore.isInEffect(change, run)).forEach(restore::restore);
    return new NonRetryableException(
        "Run " + run.run() + " of " + run.date() + " is rolled back; it publishes nothing more");
  }

  private void confirm(List<Change> ofTable) {
    Map<String, Target> found = found(ofTable);
    for (Change change : ofTable) {
      Target target = found.get(change.value());
      if (target != null) {
        checkFence(run, change.table(), change.value(), target);
      }
      if (target == null || !target.location().equals(change.next().location())) {
        throw new RetryableException(
            "Failed to publish table %s: its partition %s does not point at %s"
                .formatted(change.table(), change.value(), change.next().location()));
      }
    }
  }

  /** Throws {@link NonRetryableException} if a later run wrote the partition. */
  static void checkFence(RunRef run, String table, String value, Target target) {
    long token = PartitionParameters.token(target);
    if (token > run.token()) {
      throw new NonRetryableException(
          "Table %s of %s was published by a later run: its token is %d, this run's is %d"
              .formatted(table, value, token, run.token()));
    }
  }
}
