package dev.kcompact.finalizer.feedback;

import static dev.kcompact.finalizer.run.documents.TableResult.sum;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a day: one for each table with something to finalize, or for each table if there is
 * no plan.
 */
record DayEvents(
    TableCatalog catalog,
    RunRef run,
    Optional<PlanDocument> plan,
    List<TableResult> results,
    Map<String, Long> parked,
    String lakeRoot) {
  DayEvents {
    results = List.copyOf(results);
    parked = Map.copyOf(parked);
  }

  List<TableDayEvent> published() {
    return tables()
        .map(table -> event(table, TableDayEvent.Status.PUBLISHED, location(table), null))
        .toList();
  }

  private String location(TableDefinition table) {
    return lakeRoot + LakeLayout.processed(table.domain(), table.name(), run.date(), run.run());
  }

  /**
   * @param rolledBack tables whose partitions were changed and then restored
   */
  List<TableDayEvent> failed(Collection<String> rolledBack, String reason) {
    return tables()
        .map(
            table ->
                event(
                    table,
                    rolledBack.contains(table.name())
                        ? TableDayEvent.Status.ROLLED_BACK
                        : TableDayEvent.Status.REJECTED,
                    null,
                    reason))
        .toList();
  }

  /** The events of a rollback on request; tables that did not change have none. */
  List<TableDayEvent> rolledBack(Collection<String> tables, String reason) {
    return failed(tables, reason).stream()
        .filter(event -> event.status() == TableDayEvent.Status.ROLLED_BACK)
        .toList();
  }

  private Stream<? extends TableDefinition> tables() {
    return catalog.tables().stream().filter(this::isToFinalize);
  }

  private boolean isToFinalize(TableDefinition table) {
    if (plan.isEmpty()) {
      return true;
    }
    Collection<String> baseTables =
        table instanceof DerivedTable derived ? derived.inputs() : List.of(table.name());
    return plan.get().tables().stream()
        .filter(each -> baseTables.contains(each.table()))
        .anyMatch(each -> each.status() != Status.NOTHING);
  }

  private TableDayEvent event(
      TableDefinition table,
      TableDayEvent.Status status,
      @Nullable String location,
      @Nullable String reason) {
    List<TableResult> of = TableResult.of(table.name(), results);
    List<OutputFile> files = of.stream().flatMap(result -> result.files().stream()).toList();
    return new TableDayEvent(
        table.name(),
        table.domain(),
        run.date(),
        run.run(),
        status,
        location,
        sum(of, TableResult::rowsOut),
        sum(of, TableResult::duplicates),
        sum(of, TableResult::invalid),
        sum(of, TableResult::corrupt),
        parked.getOrDefault(table.name(), 0L),
        plan.flatMap(each -> each.table(table.name())).map(TablePlan::objects).orElse(0L),
        files.size(),
        files.stream().mapToLong(OutputFile::bytes).sum(),
        reason);
  }
}
