package dev.kcompact.finalizer.clean;

import static java.util.Comparator.naturalOrder;

import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Finds the days of a table whose raw objects may be deleted: the retention is over, and the newest
 * ledger is newer than the last clean-up. Costs two listings per table.
 */
record DaysToClean(ObjectStore lake) {
  /** Returns the oldest day first. */
  List<LocalDate> of(BaseTable table, Instant now) {
    if (table.cleanUp().action() == Action.KEEP) {
      return List.of();
    }
    Map<LocalDate, String> done =
        latestRuns(
            CleanedDay.folder(table.name()),
            key -> CleanedDay.doneBy(key).map(by -> Map.entry(by.day(), by.run())));
    Map<LocalDate, String> ledgers =
        latestRuns(
            LakeLayout.LEDGER + table.name() + "/",
            key -> LakeLayout.ledgerFile(key).map(file -> Map.entry(file.day(), file.run())));
    ledgers.keySet().removeIf(day -> isKept(table, day, now));
    ledgers
        .entrySet()
        .removeIf(
            ledger -> ledger.getValue().compareTo(done.getOrDefault(ledger.getKey(), "")) <= 0);
    return List.copyOf(ledgers.keySet());
  }

  private static boolean isKept(BaseTable table, LocalDate day, Instant now) {
    return now.isBefore(table.day().endOf(day).plus(table.cleanUp().after()));
  }

  /** Returns the latest run of each day; run names of one day sort by age. */
  private Map<LocalDate, String> latestRuns(
      String folder, Function<String, Optional<Map.Entry<LocalDate, String>>> runOf) {
    Map<LocalDate, String> latest = new TreeMap<>();
    for (StoredObject object : lake.list(folder)) {
      runOf
          .apply(object.key())
          .ifPresent(
              of -> latest.merge(of.getKey(), of.getValue(), BinaryOperator.maxBy(naturalOrder())));
    }
    return latest;
  }
}
