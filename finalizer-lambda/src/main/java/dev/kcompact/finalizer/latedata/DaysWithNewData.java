package dev.kcompact.finalizer.latedata;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunHistory;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.PlannedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether a day has compacted files that are not in the plan of its last settled run. Costs
 * a listing of the day's runs and one per table. Ignores deleted files, so that expiry does not
 * start a reprocessing.
 */
record DaysWithNewData(ObjectStore lake, List<BaseTable> tables) {
  DaysWithNewData {
    tables = List.copyOf(tables);
  }

  boolean contains(LocalDate day) {
    // Without a run or its plan, no file is known to be in it, so that any file is new.
    Optional<PlanDocument> plan =
        RunHistory.of(lake, day)
            .latestSettled()
            .flatMap(
                run -> new RunDocuments(lake, run).find(PlanDocument.NAME, PlanDocument.class));
    return tables.stream()
        .anyMatch(
            table -> hasUnplannedFile(table, day, plan.flatMap(of -> of.table(table.name()))));
  }

  private boolean hasUnplannedFile(BaseTable table, LocalDate day, Optional<TablePlan> planned) {
    Set<String> known =
        planned.map(TablePlan::files).orElse(List.of()).stream()
            .map(PlannedFile::object)
            .map(StoredObject::key)
            .collect(Collectors.toSet());
    return files(table, day).stream().anyMatch(file -> !known.contains(file));
  }

  private List<String> files(BaseTable table, LocalDate day) {
    return table.day().objectDays(day).stream()
        .flatMap(each -> lake.list(LakeLayout.compacted(table.name(), each)).stream())
        .map(StoredObject::key)
        .filter(key -> LakeLayout.compactedFile(key).isPresent())
        .toList();
  }
}
