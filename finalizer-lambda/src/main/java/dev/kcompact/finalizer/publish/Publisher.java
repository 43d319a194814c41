package dev.kcompact.finalizer.publish;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.publish.catalog.LedgerTable;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionParameters;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Evolution;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Points the partitions of a day at a run's files. */
record Publisher(
    PartitionCatalog partitions,
    TableCatalog definitions,
    String databasePrefix,
    String lakeRoot,
    RunRef run) {
  /** Finds tables whose catalog table cannot adopt the definition's columns. */
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
                "its schema changed so that older days cannot be read with it: "
                    + String.join("; ", no.differences())));
      }
    }
    return findings;
  }

  /** Returns the changes to make without making them. */
  PublishedDocument changes(
      PlanDocument plan, List<TableResult> results, List<LedgerDocument> ledgers) {
    List<Change> changes = new ArrayList<>();
    for (String name : TableResult.tables(results)) {
      TableDefinition table = definition(name);
      long rows = TableResult.sum(TableResult.of(name, results), TableResult::rowsOut);
      String location =
          lakeRoot + LakeLayout.processed(table.domain(), name, run.date(), run.run());
      changes.add(change(name, database(table), location, rows, plan));
    }
    for (LedgerDocument ledger : ledgers) {
      changes.add(
          change(
              ledger.table(),
              LedgerTable.database(databasePrefix),
              LedgerTable.location(lakeRoot, ledger),
              ledger.file().rows(),
              plan));
    }
    return new PublishedDocument(PublishedDocument.VERSION, changes);
  }

  private Change change(
      String table, String database, String location, long rows, PlanDocument plan) {
    String value = run.date().toString();
    Target next =
        new Target(
            location,
            PartitionParameters.of(
                run, rows, lineage(definition(table), plan), incomplete(definition(table), plan)));
    Optional<Target> previous = partitions.partition(database, table, value);
    previous.ifPresent(target -> PartitionSwap.checkFence(run, table, value, target));
    return new Change(table, database, value, previous.orElse(null), next);
  }

  /** Creates or evolves the tables, then points the partitions at this run. */
  void apply(PublishedDocument published, BooleanSupplier isReverted) {
    new PartitionSwap(partitions, run, isReverted).apply(published.changes(), this::prepare);
  }

  private TableShape prepare(Change change) {
    String database = change.database();
    String table = change.table();
    TableShape declared =
        LedgerTable.isOf(change, databasePrefix)
            ? LedgerTable.shape(lakeRoot, table)
            : shape(definition(table));
    Optional<TableShape> there = partitions.find(database, table);
    if (there.isEmpty()) {
      partitions.create(database, table, declared);
      return declared;
    }
    Evolution evolution = there.get().towards(declared);
    if (evolution instanceof Evolution.Changed changed) {
      partitions.evolve(database, table, changed.shape());
      return changed.shape();
    }
    return there.get();
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
        .orElseThrow(
            () -> new NonRetryableException("Failed to find the definition of table " + name));
  }

  /** Describes accepted missing or changed objects of the table or its inputs. */
  private static String incomplete(TableDefinition table, PlanDocument plan) {
    List<String> bases =
        table instanceof DerivedTable derived ? derived.inputs() : List.of(table.name());
    return bases.stream()
        .flatMap(base -> plan.table(base).stream())
        .filter(base -> base.reason() != null)
        .map(
            base ->
                "%s: %s missing, %s changed"
                    .formatted(base.table(), base.coverage().missing(), base.coverage().changed()))
        .collect(Collectors.joining("; "));
  }

  /** Returns the digest of the table's lineage; for a derived table, those of its inputs. */
  private static String lineage(TableDefinition table, PlanDocument plan) {
    if (table instanceof DerivedTable derived) {
      return derived.inputs().stream()
          .map(input -> input + "=" + plan.table(input).map(TablePlan::lineage).orElse(""))
          .collect(Collectors.joining(","));
    }
    return plan.table(table.name()).map(TablePlan::lineage).orElse("");
  }
}
