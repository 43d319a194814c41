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
 * Raw objects that kcompact itself removed. They count as if they were there, with size and entity
 * tag as the ledger has them: the compacted files must prove them as long as the day is kept.
 */
final class CleanedObjects {
  private final Settings settings;
  private final ObjectStore lake;

  CleanedObjects(Settings settings, ObjectStore lake) {
    this.settings = settings;
    this.lake = lake;
  }

  /** Those of a day that {@code listed} does not have; none of a day that was not cleaned up. */
  List<StoredObject> beyond(List<StoredObject> listed, BaseTable table, LocalDate day) {
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
    Set<String> there = new HashSet<>();
    listed.forEach(object -> there.add(object.key()));
    return new LedgerReader(settings, lake)
        .objects(ledger).stream().filter(object -> !there.contains(object.key())).toList();
  }
}
