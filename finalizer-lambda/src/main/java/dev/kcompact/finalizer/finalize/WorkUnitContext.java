package dev.kcompact.finalizer.finalize;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.WorkUnit;

/** A work unit of a run's plan, with the documents of the run and the table definitions. */
record WorkUnitContext(
    RunRef run,
    PlanDocument plan,
    WorkUnit workUnit,
    RunDocuments documents,
    TableCatalog catalog) {
  WorkUnitContext {
    requireNonNull(run, "run is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(workUnit, "workUnit is null");
    requireNonNull(documents, "documents is null");
    requireNonNull(catalog, "catalog is null");
  }

  TableDefinition definition(String table) {
    return catalog
        .table(table)
        .orElseThrow(
            () -> new NonRetryableException("Failed to find the definition of table " + table));
  }
}
