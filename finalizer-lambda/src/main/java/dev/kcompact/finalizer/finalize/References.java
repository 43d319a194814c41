package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the values that a table's rules refer to: those of the other table's compacted files of the
 * day, corrupt rows left out, and of its published partitions of the days before. One file at a
 * time is stored, and of that the referred columns only stay, so that neither storage nor memory
 * grows with the other table's width.
 */
final class References {
  private final ObjectStore lake;
  private final TableCatalog catalog;
  private final PlanDocument plan;
  private final Supplier<PartitionCatalog> partitions;
  private final String databasePrefix;

  /**
   * @param partitions asked only for a rule that looks at days before
   */
  References(
      ObjectStore lake,
      TableCatalog catalog,
      PlanDocument plan,
      Supplier<PartitionCatalog> partitions,
      String databasePrefix) {
    this.lake = lake;
    this.catalog = catalog;
    this.plan = plan;
    this.partitions = partitions;
    this.databasePrefix = databasePrefix;
  }

  /** Makes the tables that {@link ReferenceSql#predicate} asks. */
  void read(TableDefinition table, DuckDb db, Path folder) {
    table.rules().stream()
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .forEach(rule -> read(rule, db, folder));
  }

  private void read(Reference rule, DuckDb db, Path folder) {
    BaseTable other =
        (BaseTable)
            catalog
                .table(rule.table())
                .orElseThrow(
                    () -> new NonRetryableException("Table " + rule.table() + " is not defined"));
    db.execute("prepare rule " + rule.name(), ReferenceSql.create(rule, other));
    List<StoredObject> files = new ArrayList<>(ofTheDay(rule));
    files.addAll(ofDaysBefore(rule, other));
    for (StoredObject file : files) {
      take(file, rule, db, folder.resolve("referred.parquet"));
    }
  }

  private List<StoredObject> ofTheDay(Reference rule) {
    return plan.table(rule.table()).map(TablePlan::files).orElse(List.of()).stream()
        .map(PlannedFile::object)
        .toList();
  }

  private List<StoredObject> ofDaysBefore(Reference rule, BaseTable other) {
    if (rule.days() == 0) {
      return List.of();
    }
    List<String> days =
        IntStream.rangeClosed(1, rule.days())
            .mapToObj(back -> plan.date().minusDays(back).toString())
            .toList();
    return partitions
        .get()
        .partitions(databasePrefix + "_" + other.domain(), other.name(), days)
        .values()
        .stream()
        .flatMap(target -> lake.list(keyOf(target, rule)).stream())
        .toList();
  }

  private String keyOf(Target target, Reference rule) {
    String root = lake.root().toString();
    if (!target.location().startsWith(root)) {
      throw new NonRetryableException(
          "Rule "
              + rule.name()
              + " refers to a partition outside of the lake: "
              + target.location()
              + "; expected it below "
              + root);
    }
    return target.location().substring(root.length());
  }

  private void take(StoredObject file, Reference rule, DuckDb db, Path local) {
    lake.download(file, local);
    Set<String> present =
        db
            .describe(
                "read the columns of what rule " + rule.name() + " refers to",
                "SELECT * FROM read_parquet(" + Sql.literal(local.toString()) + ")")
            .stream()
            .map(DuckDb.Column::name)
            .collect(Collectors.toSet());
    // A file from before the column was declared has no value of it.
    if (present.containsAll(rule.keys())) {
      db.execute(
          "read what rule " + rule.name() + " refers to",
          ReferenceSql.insert(rule, local, present));
    }
    try {
      Files.delete(local);
    } catch (IOException e) {
      throw new RetryableException("Failed to delete file: " + local, e);
    }
  }
}
