package dev.kcompact.finalizer.publish;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.publish.TableShape.Evolution;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.PublishedDocument;
import dev.kcompact.finalizer.run.PublishedDocument.Change;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.TableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Lets the partitions of a day point at a run's files. */
final class Publisher {
  private final PartitionCatalog partitions;
  private final TableCatalog definitions;
  private final String databasePrefix;
  private final String lakeRoot;
  private final RunRef run;

  Publisher(
      PartitionCatalog partitions,
      TableCatalog definitions,
      String databasePrefix,
      String lakeRoot,
      RunRef run) {
    this.partitions = partitions;
    this.definitions = definitions;
    this.databasePrefix = databasePrefix;
    this.lakeRoot = lakeRoot;
    this.run = run;
  }

  /** Tables whose definition cannot be followed by the catalog's table. */
  List<Finding> incompatible(List<String> tables) {
    List<Finding> findings = new ArrayList<>();
    for (String name : tables) {
      TableDefinition table = definition(name);
      Optional<TableShape> there = partitions.find(database(table), name);
      if (there.isPresent()
          && there.get().towards(shape(table)) instanceof Evolution.Incompatible no) {
        findings.add(
            new Finding(
                name,
                "its schema has changed in a way that older days cannot be read with: "
                    + String.join("; ", no.differences())));
      }
    }
    return findings;
  }

  /** What is to be changed; the catalog stays as it is. */
  PublishedDocument changes(PlanDocument plan, List<TableResult> results) {
    List<Change> changes = new ArrayList<>();
    for (String name : tables(results)) {
      TableDefinition table = definition(name);
      long rows =
          results.stream()
              .filter(result -> result.table().equals(name))
              .mapToLong(TableResult::rowsOut)
              .sum();
      String value = run.date().toString();
      Target next =
          new Target(
              lakeRoot + LakeLayout.processed(table.domain(), name, run.date(), run.run()),
              RunParameters.of(run, rows, lineage(table, plan), incomplete(table, plan)));
      Optional<Target> previous = partitions.partition(database(table), name, value);
      previous.ifPresent(target -> Repointing.Fence.check(run, name, value, target));
      changes.add(new Change(name, database(table), value, previous.orElse(null), next));
    }
    return new PublishedDocument(PublishedDocument.VERSION, changes);
  }

  /**
   * Makes or evolves the tables, then lets the partitions point at this run.
   *
   * @param isUndone whether the run is rolled back
   */
  void apply(PublishedDocument published, BooleanSupplier isUndone) {
    new Repointing(partitions, run, isUndone)
        .apply(published.changes(), change -> prepare(definition(change.table())));
  }

  private TableShape prepare(TableDefinition table) {
    String database = database(table);
    TableShape declared = shape(table);
    Optional<TableShape> there = partitions.find(database, table.name());
    if (there.isEmpty()) {
      partitions.create(database, table.name(), declared);
      return declared;
    }
    Evolution evolution = there.get().towards(declared);
    if (evolution instanceof Evolution.Changed changed) {
      partitions.evolve(database, table.name(), changed.shape());
      return changed.shape();
    }
    return there.get();
  }

  static List<String> tables(List<TableResult> results) {
    return results.stream().map(TableResult::table).distinct().toList();
  }

  private TableShape shape(TableDefinition table) {
    return TableShape.of(
        table, lakeRoot + "processed/" + table.domain() + "/" + table.name() + "/");
  }

  private String database(TableDefinition table) {
    return databasePrefix + "_" + table.domain();
  }

  private TableDefinition definition(String name) {
    return definitions
        .table(name)
        .orElseThrow(() -> new RefusedException("Table " + name + " has no definition any more"));
  }

  /** What of its inputs, or of itself, is missing or has changed and was let pass. */
  private static String incomplete(TableDefinition table, PlanDocument plan) {
    List<String> bases =
        table instanceof DerivedTable derived ? derived.inputs() : List.of(table.name());
    return bases.stream()
        .flatMap(base -> plan.table(base).stream())
        .filter(base -> base.reason() != null)
        .map(
            base ->
                base.table()
                    + ": "
                    + base.coverage().missing()
                    + " missing, "
                    + base.coverage().changed()
                    + " changed")
        .collect(Collectors.joining("; "));
  }

  /** Of a derived table those of its inputs. */
  private static String lineage(TableDefinition table, PlanDocument plan) {
    if (table instanceof DerivedTable derived) {
      return derived.inputs().stream()
          .map(input -> input + "=" + plan.table(input).map(TablePlan::lineage).orElse(""))
          .collect(Collectors.joining(","));
    }
    return plan.table(table.name()).map(TablePlan::lineage).orElse("");
  }
}
