package dev.kcompact.finalizer.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.plan.DayInventory.CompactedFile;
import dev.kcompact.finalizer.plan.DayInventory.TableInventory;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.CoverageDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.CoverageCounts;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans a day from the inventories of its tables. */
final class DayPlanner {
  private final TableCatalog catalog;
  private final WorkUnitPlanner workUnits;
  private final String lakeRoot;
  private final UnreadableObjects unreadable;

  /**
   * @param unreadable what the job cannot read, which explains why objects are missing
   */
  DayPlanner(
      TableCatalog catalog,
      WorkUnitPlanner workUnits,
      String lakeRoot,
      UnreadableObjects unreadable) {
    this.unreadable = unreadable;
    this.lakeRoot = lakeRoot;
    this.catalog = catalog;
    this.workUnits = workUnits;
  }

  /** Plans the tables by name; if allowed, objects may be missing or changed. */
  PlanDocument plan(RunRef run, Map<String, TableInventory> found, boolean isIncompleteAllowed) {
    List<TablePlan> tables = new ArrayList<>();
    for (BaseTable table : catalog.baseTables()) {
      TableInventory of = found.get(table.name());
      if (of == null) {
        throw new IllegalArgumentException("found has no table " + table.name());
      }
      tables.add(table(run, table, of, isIncompleteAllowed));
    }
    boolean isComplete = tables.stream().noneMatch(table -> table.status() == Status.INCOMPLETE);
    List<TablePlan> toDo = tables.stream().filter(TablePlan::isToDo).toList();
    List<WorkUnit> units = isComplete ? workUnits.plan(toDo) : List.of();
    List<WorkUnit> derived = isComplete ? derived(toDo) : List.of();
    return new PlanDocument(PlanDocument.VERSION, run.date(), run.run(), tables, units, derived);
  }

  private List<WorkUnit> derived(List<TablePlan> toDo) {
    List<String> names = new ArrayList<>();
    for (DerivedTable table : catalog.derivedTables()) {
      List<TablePlan> inputs =
          toDo.stream().filter(plan -> table.inputs().contains(plan.table())).toList();
      if (!inputs.isEmpty()) {
        workUnits.checkInputs(table.name(), inputs);
        names.add(table.name());
      }
    }
    return workUnits.derived(names);
  }

  private static Status status(TableInventory found, boolean isIncompleteAllowed) {
    Coverage coverage = found.coverage();
    if (coverage.isComplete()) {
      return found.objects().isEmpty() && found.files().isEmpty()
          ? Status.NOTHING
          : Status.COMPLETE;
    }
    // Duplicated rows are wrong data, not late data, and never accepted.
    if (!isIncompleteAllowed
        || !coverage.duplicated().isEmpty()
        || !coverage.unproven().isEmpty()) {
      return Status.INCOMPLETE;
    }
    return found.files().isEmpty() ? Status.NOTHING : Status.ALLOWED;
  }

  private TablePlan table(
      RunRef run, BaseTable table, TableInventory found, boolean isIncompleteAllowed) {
    Coverage coverage = found.coverage();
    Status status = status(found, isIncompleteAllowed);
    return new TablePlan(
        table.name(),
        table.domain(),
        status,
        found.objects().size(),
        found.objects().stream().mapToLong(SourceObject::size).sum(),
        found.files().stream().mapToLong(file -> file.lineage().rows()).sum(),
        found.filesOf(run.date()).mapToLong(file -> file.lineage().corruptRows()).sum(),
        found.files().stream().map(CompactedFile::file).toList(),
        new CoverageCounts(
            coverage.covered(),
            coverage.missing().size(),
            coverage.duplicated().size(),
            coverage.changed().size(),
            coverage.deleted().size(),
            coverage.unproven().size()),
        digest(found.files()),
        coverage.isComplete()
            ? null
            : CoverageSummary.of(
                coverage, lakeRoot + run.key(CoverageDocument.name(table.name())), unreadable),
        found.excluded().byCode(),
        FileDefinitions.compare(table, run.date(), found.files()).orElse(null));
  }

  private static String digest(List<CompactedFile> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach(file -> digests.put(file.file().object().key(), file.lineage().digest()));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      digests.forEach((key, digest) -> sha256.update((key + "\n" + digest + "\n").getBytes(UTF_8)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
