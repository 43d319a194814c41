package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RunRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Lets partitions point at a run, table by table. The catalog knows no condition on a partition, so
 * that the fence is asked directly before each change and what came of it is read after all of
 * them: a later run's partition is never changed knowingly, and never taken for this run's.
 */
final class Repointing {
  private final PartitionCatalog partitions;
  private final RunRef run;
  private final BooleanSupplier isUndone;

  /**
   * @param isUndone whether the run is rolled back; then nobody waits for this any more
   */
  Repointing(PartitionCatalog partitions, RunRef run, BooleanSupplier isUndone) {
    this.partitions = partitions;
    this.run = run;
    this.isUndone = isUndone;
  }

  /** What a table is to look like before its partitions are made. */
  @FunctionalInterface
  interface Tables {
    TableShape prepare(Change first);
  }

  /**
   * Applies changes that are recorded.
   *
   * @throws NonRetryableException if a later run has published, or this run is rolled back; of the
   *     latter nothing stays changed
   */
  void apply(List<Change> changes, Tables tables) {
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
      TableShape shape = tables.prepare(first);
      if (isUndone.getAsBoolean()) {
        throw takenBack(begun);
      }
      found(ofTable).forEach((value, target) -> Fence.check(run, first.table(), value, target));
      begun.addAll(ofTable);
      partitions.point(
          first.database(),
          first.table(),
          shape,
          ofTable.stream().collect(Collectors.toMap(Change::value, Change::next)));
    }
    if (isUndone.getAsBoolean()) {
      throw takenBack(begun);
    }
    byTable.values().forEach(this::confirm);
  }

  private Map<String, Target> found(List<Change> ofTable) {
    Change first = ofTable.get(0);
    return partitions.partitions(
        first.database(), first.table(), ofTable.stream().map(Change::value).toList());
  }

  private NonRetryableException takenBack(List<Change> begun) {
    Restoration restoration = new Restoration(partitions);
    begun.stream().filter(change -> restoration.isMade(change, run)).forEach(restoration::restore);
    return new NonRetryableException(
        "Run " + run.run() + " of " + run.date() + " is rolled back; it publishes nothing more");
  }

  private void confirm(List<Change> ofTable) {
    Map<String, Target> found = found(ofTable);
    for (Change change : ofTable) {
      Target target = found.get(change.value());
      if (target != null) {
        Fence.check(run, change.table(), change.value(), target);
      }
      if (target == null || !target.location().equals(change.next().location())) {
        throw new RetryableException(
            "Failed to publish table "
                + change.table()
                + ": its partition "
                + change.value()
                + " does not point at "
                + change.next().location());
      }
    }
  }

  /** The fencing token on a partition's parameters. */
  static final class Fence {
    private Fence() {}

    /**
     * @throws NonRetryableException if a later run made the partition
     */
    static void check(RunRef run, String table, String value, Target there) {
      long token = RunParameters.token(there);
      if (token > run.token()) {
        throw new NonRetryableException(
            "Table "
                + table
                + " of "
                + value
                + " was published by a later run: its token is "
                + token
                + ", this run's is "
                + run.token());
      }
    }
  }
}
