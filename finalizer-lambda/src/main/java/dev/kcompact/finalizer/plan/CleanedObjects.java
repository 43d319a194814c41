package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.ledger.LedgerReader;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Raw objects that a clean-up deleted. They count as existing, with the size and entity tag of the
 * ledger: the compacted files must cover them as long as the day is kept.
 */
final class CleanedObjects {
  private final Settings settings;
  private final ObjectStore lake;

  CleanedObjects(Settings settings, ObjectStore lake) {
    this.settings = settings;
    this.lake = lake;
  }

  /** Returns the deleted objects that {@code listed} lacks; empty without a clean-up. */
  List<StoredObject> notListed(List<StoredObject> listed, BaseTable table, LocalDate day) {
    List<String> documents =
        lake.list(CleanedDay.folder(table.name(), day)).stream().map(StoredObject::key).toList();
    List<String> ledger =
        CleanedDay.newest(documents)
            .flatMap(lake::text)
            .map(text -> CleanedDay.fromJson(text).ledger())
            .orElse(List.of());
    if (ledger.isEmpty()) {
      return List.of();
    }
    Set<String> keys = new HashSet<>();
    listed.forEach(object -> keys.add(object.key()));
    return new LedgerReader(settings, lake)
        .objects(ledger).stream().filter(object -> !keys.contains(object.key())).toList();
  }
}
