package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.rules.ReferenceSql;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads the key values that a table's rules refer to: from the other table's compacted files of the
 * day, without corrupt rows, and from its published partitions of earlier days. It holds one file
 * at a time and only the key columns, so storage and memory do not grow with the other table's
 * width.
 *
 * @param partitions called only for a rule that refers to earlier days
 */
record ReferenceLoader(
    ObjectStore lake,
    WorkUnitContext context,
    Supplier<PartitionCatalog> partitions,
    String databasePrefix) {
  void load(TableDefinition table, DuckDb db, Path folder) {
    table.rules().stream()
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .forEach(rule -> load(rule, db, folder));
  }

  private void load(Reference rule, DuckDb db, Path folder) {
    BaseTable other = (BaseTable) context.definition(rule.table());
    db.execute("prepare rule " + rule.name(), ReferenceSql.create(rule, other));
    Stream<StoredObject> ofTheDay =
        context.plan().table(rule.table()).map(TablePlan::files).stream()
            .flatMap(List::stream)
            .map(PlannedFile::object);
    Path local = folder.resolve("referenced.parquet");
    String what = "read the table that rule " + rule.name() + " refers to";
    ofTheDay.forEach(
        file ->
            insert(
                file,
                local,
                () -> {
                  InputRows rows = InputRows.read(db, other, List.of(local));
                  db.execute(what, ReferenceSql.insertCompacted(rule, rows.query()));
                }));
    ofEarlierDays(rule, other)
        .forEach(file -> insert(file, local, () -> insertPublished(rule, other, local, db, what)));
  }

  private List<StoredObject> ofEarlierDays(Reference rule, BaseTable other) {
    if (rule.days() == 0) {
      return List.of();
    }
    String database = databasePrefix + "_" + other.domain();
    return partitions
        .get()
        .before(database, other.name(), context.plan().date(), rule.days())
        .values()
        .stream()
        .flatMap(target -> lake.list(keyOf(target, rule)).stream())
        .toList();
  }

  private String keyOf(Target target, Reference rule) {
    String root = lake.root().toString();
    if (!target.location().startsWith(root)) {
      throw new NonRetryableException(
          ("Failed to read the references of rule %s: partition outside the lake: %s;"
                  + " it must be below %s")
              .formatted(rule.name(), target.location(), root));
    }
    return target.location().substring(root.length());
  }

  private static void insertPublished(
      Reference rule, BaseTable other, Path file, DuckDb db, String what) {
    Set<String> present =
        db
            .describe(
                what, Sql.of("SELECT * FROM read_parquet({file})", Map.of("file", Sql.file(file))))
            .stream()
            .map(DuckDb.Column::name)
            .collect(Collectors.toSet());
    // A file that was written before a key column was declared has no values for it.
    if (present.containsAll(ReferenceSql.keyColumns(rule))) {
      db.execute(what, ReferenceSql.insertPublished(rule, other, file));
    }
  }

  private void insert(StoredObject file, Path local, Runnable reading) {
    lake.download(file, local);
    reading.run();
    try {
      Files.delete(local);
    } catch (IOException e) {
      throw new RetryableException("Failed to delete file: " + local, e);
    }
  }
}
