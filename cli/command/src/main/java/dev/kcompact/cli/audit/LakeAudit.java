package dev.kcompact.cli.audit;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.source.UncompactedDays;
import dev.kcompact.contract.table.BaseTable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares every raw object with the lineage of the committed files, table by table, in memory that
 * does not grow with their number.
 *
 * @param day the day to audit; null for all days
 */
record LakeAudit(ObjectStore source, CompactedLake lake, @Nullable LocalDate day) {
  /** Audits a table, and passes everything that is found on to the report. */
  TableFigures of(BaseTable table, AuditReport report) {
    return of(table, report, new UncompactedDays());
  }

  /**
   * Does the same, and notes which days have no file.
   *
   * @param days receives the table's objects and files
   */
  TableFigures of(BaseTable table, AuditReport report, UncompactedDays days) {
    try (TableComparison comparison = TableComparison.open()) {
      Map<ObjectKind, Long> excluded = new EnumMap<>(ObjectKind.class);
      addObjects(table, comparison, excluded, days);
      lake.each(
          day == null
              ? LakeLayout.COMPACTED + table.name() + "/"
              : LakeLayout.compacted(table.name(), day),
          path -> true,
          file -> {
            comparison.addFile(file.lineage());
            days.addFile(file.lineage().lineage().day());
          });
      new CleanedObjects(lake.store()).each(table.name(), day, comparison::addCleaned);
      comparison.compare();
      return report.add(table.name(), comparison, new ExcludedObjects(excluded));
    }
  }

  private void addObjects(
      BaseTable table,
      TableComparison comparison,
      Map<ObjectKind, Long> excluded,
      UncompactedDays days) {
    source.each(
        table.prefix(),
        listed -> {
          String key = listed.object().key();
          LocalDate of = table.compactedDay(key, listed.lastModified());
          if (day == null || of.equals(day)) {
            ObjectKind kind = table.kindOf(key);
            count(kind, excluded);
            if (kind == ObjectKind.ROWS) {
              days.addObject(of);
            }
            comparison.addObject(listed.object(), kind == ObjectKind.ROWS);
          }
        });
    String tombstones = table.objects().tombstonesBeside();
    if (day == null && !tombstones.startsWith(table.prefix())) {
      source.each(tombstones, listed -> count(table.kindOf(listed.object().key()), excluded));
    }
  }

  private static void count(ObjectKind kind, Map<ObjectKind, Long> excluded) {
    if (kind.isExcluded()) {
      excluded.merge(kind, 1L, Long::sum);
    }
  }
}
