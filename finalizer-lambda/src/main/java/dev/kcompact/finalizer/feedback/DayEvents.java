package dev.kcompact.finalizer.feedback;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The events of a day, one for each table that has something to finalize. Without a plan, each
 * table has one.
 */
final class DayEvents {
  private final TableCatalog catalog;
  private final RunRef run;
  private final Optional<PlanDocument> plan;
  private final List<TableResult> results;
  private final Map<String, Long> parked;
  private final String lakeRoot;

  DayEvents(
      TableCatalog catalog,
      RunRef run,
      Optional<PlanDocument> plan,
      List<TableResult> results,
      Map<String, Long> parked,
      String lakeRoot) {
    this.catalog = catalog;
    this.run = run;
    this.plan = plan;
    this.results = List.copyOf(results);
    this.parked = Map.copyOf(parked);
    this.lakeRoot = lakeRoot;
  }

  List<TableDayEvent> published() {
    List<TableDayEvent> events = new ArrayList<>();
    for (TableDefinition table : tables()) {
      String location =
          lakeRoot + LakeLayout.processed(table.domain(), table.name(), run.date(), run.run());
      events.add(event(table, TableDayEvent.Status.PUBLISHED, location, null));
    }
    return events;
  }

  /**
   * The events of a day that failed.
   *
   * @param rolledBack tables whose partitions were changed and then restored
   */
  List<TableDayEvent> failed(Collection<String> rolledBack, String reason) {
    List<TableDayEvent> events = new ArrayList<>();
    for (TableDefinition table : tables()) {
      TableDayEvent.Status status =
          rolledBack.contains(table.name())
              ? TableDayEvent.Status.ROLLED_BACK
              : TableDayEvent.Status.REJECTED;
      events.add(event(table, status, null, reason));
    }
    return events;
  }

  /**
   * The events of a day that is rolled back on request; tables that did not change have none.
   *
   * @param tables whose partitions were restored
   */
  List<TableDayEvent> rolledBack(Collection<String> tables, String reason) {
    return failed(tables, reason).stream()
        .filter(event -> event.status() == TableDayEvent.Status.ROLLED_BACK)
        .toList();
  }

  private List<TableDefinition> tables() {
    return catalog.tables().stream().filter(this::isToFinalize).toList();
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
    List<OutputFile> files =
        results.stream()
            .filter(result -> result.table().equals(table.name()))
            .flatMap(result -> result.files().stream())
            .toList();
    return new TableDayEvent(
        table.name(),
        table.domain(),
        run.date(),
        run.run(),
        status,
        location,
        sum(table, TableResult::rowsOut),
        sum(table, TableResult::duplicates),
        sum(table, TableResult::invalid),
        sum(table, TableResult::corrupt),
        parked.getOrDefault(table.name(), 0L),
        plan.flatMap(each -> each.table(table.name())).map(TablePlan::objects).orElse(0L),
        files.size(),
        files.stream().mapToLong(OutputFile::bytes).sum(),
        reason);
  }

  private long sum(TableDefinition table, ToLongFunction<TableResult> of) {
    return results.stream()
        .filter(result -> result.table().equals(table.name()))
        .mapToLong(of)
        .sum();
  }
}
