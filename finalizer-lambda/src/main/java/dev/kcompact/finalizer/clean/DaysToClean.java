package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lake.LakeLayout.LedgerFile;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the days of a table whose raw objects may be deleted: their retention is over, and their
 * newest ledger is newer than their last clean-up. Costs two listings for each table.
 */
final class DaysToClean {
  private final ObjectStore lake;

  DaysToClean(ObjectStore lake) {
    this.lake = lake;
  }

  /** The oldest first. */
  List<LocalDate> of(BaseTable table, Instant now) {
    if (table.cleanUp().action() == Action.KEEP) {
      return List.of();
    }
    Map<LocalDate, String> newest = new TreeMap<>(newestLedgers(table.name()));
    Map<LocalDate, String> done = doneBy(table.name());
    newest.keySet().removeIf(day -> isKept(table, day, now));
    newest.entrySet().removeIf(e -> isDone(e.getValue(), done.getOrDefault(e.getKey(), "")));
    return List.copyOf(newest.keySet());
  }

  private static boolean isKept(BaseTable table, LocalDate day, Instant now) {
    return now.isBefore(table.day().endOf(day).plus(table.cleanUp().after()));
  }

  /** Names of runs of one day sort by age. */
  private static boolean isDone(String newest, String done) {
    return newest.compareTo(done) <= 0;
  }

  private Map<LocalDate, String> newestLedgers(String table) {
    Map<LocalDate, String> newest = new HashMap<>();
    for (StoredObject object : lake.list(LakeLayout.LEDGER + table + "/")) {
      LakeLayout.ledgerFile(object.key())
          .ifPresent((LedgerFile file) -> newest.merge(file.day(), file.run(), DaysToClean::later));
    }
    return newest;
  }

  private Map<LocalDate, String> doneBy(String table) {
    Map<LocalDate, String> done = new HashMap<>();
    for (StoredObject object : lake.list(CleanedDay.folder(table))) {
      CleanedDay.doneBy(object.key())
          .ifPresent(by -> done.merge(by.day(), by.run(), DaysToClean::later));
    }
    return done;
  }

  private static String later(String one, String other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
