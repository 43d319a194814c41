package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import dev.kcompact.finalizer.clean.Progress.Outcome;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.ledger.LedgerReader;
import dev.kcompact.finalizer.publish.catalog.PublishedLedger;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.RawObjects;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tags or deletes raw objects of a table's day, if the compacted files cover the ledger of the
 * published run, and so does each former table that holds some of them. Touches only objects with
 * the size and entity tag of the ledger. Records the start before the first deletion, because later
 * checks of the day depend on it.
 */
record DayCleaner(
    Settings settings,
    ObjectStore source,
    ObjectStore lake,
    PublishedLedger ledgers,
    FormerTables former) {
  /** S3's limit for one delete call. */
  private static final int BATCH = 1000;

  Outcome clean(BaseTable table, LocalDate day, boolean dryRun, Instant now, TimeLeft timeLeft) {
    String name = table.name() + " of " + day;
    Optional<PublishedLedger.Ledger> published = ledgers.of(table, day);
    if (published.isEmpty()) {
      return new Outcome.Refused(name + ": no run is published completely, with its ledger");
    }
    List<String> files =
        lake.list(published.get().folder()).stream().map(StoredObject::key).toList();
    List<StoredObject> known = new LedgerReader(settings, lake).objects(files);
    Coverage coverage = coverage(table, day, known);
    if (files.isEmpty() || !coverage.isComplete()) {
      return new Outcome.Refused(
          "%s: the compacted files do not prove its ledger (%d missing, %d duplicated, %d changed)"
              .formatted(
                  name,
                  coverage.missing().size(),
                  coverage.duplicated().size(),
                  coverage.changed().size()));
    }
    Optional<String> unproven = former.whatIsUnproven(day, objects(known));
    if (unproven.isPresent()) {
      return new Outcome.Refused(name + ": " + unproven.get());
    }
    Action action = table.cleanUp().action();
    CleanedDay begun =
        new CleanedDay(table.name(), day, published.get().run(), action, now, files, "");
    return clean(table, begun, known, dryRun, timeLeft);
  }

  private Coverage coverage(BaseTable table, LocalDate day, List<StoredObject> known) {
    List<String> compacted =
        lake.list(LakeLayout.compacted(table.name(), day)).stream()
            .map(StoredObject::key)
            .filter(key -> LakeLayout.compactedFile(key).isPresent())
            .toList();
    List<FileLineage> files = new ArrayList<>();
    Footers.readAll(lake, compacted)
        .forEach(
            (key, footer) -> footer.lineage().ifPresent(of -> files.add(new FileLineage(key, of))));
    return Coverage.of(objects(known), files);
  }

  private static List<SourceObject> objects(List<StoredObject> known) {
    return known.stream()
        .map(each -> new SourceObject(each.key(), each.etag(), each.size()))
        .toList();
  }

  private Outcome clean(
      BaseTable table,
      CleanedDay begun,
      List<StoredObject> known,
      boolean dryRun,
      TimeLeft timeLeft) {
    CleanedDay progress =
        dryRun ? begun : lake.text(begun.key()).map(CleanedDay::fromJson).orElse(begun);
    Set<String> keys = known.stream().map(StoredObject::key).collect(Collectors.toSet());
    List<StoredObject> listed =
        new RawObjects(source)
            .list(
                table,
                List.of(begun.day()),
                (folder, object) ->
                    table.owns(object.key())
                        && (keys.contains(object.key()) || isOfDay(table, begun.day(), object)));
    List<StoredObject> covered = covered(listed, known);
    List<StoredObject> todo =
        covered.stream().filter(object -> object.key().compareTo(progress.through()) > 0).toList();
    long owned = listed.stream().filter(object -> isOfDay(table, begun.day(), object)).count();
    if (known.isEmpty() && owned > 0) {
      return new Outcome.Refused(
          "%s of %s: its ledger has the entity tag of none of its %d objects"
              .formatted(table.name(), begun.day(), owned));
    }
    long left = owned - covered.size();
    if (dryRun) {
      return new Outcome.Cleaned(todo.size(), bytes(todo), left, true);
    }
    lake.put(progress.key(), progress.toJson());
    List<StoredObject> done = new ArrayList<>();
    for (int from = 0; from < todo.size(); from += BATCH) {
      if (from > 0 && timeLeft.isBelow(settings.timeReserve())) {
        return new Outcome.Cleaned(done.size(), bytes(done), left, false);
      }
      List<StoredObject> some = todo.subList(from, Math.min(from + BATCH, todo.size()));
      done.addAll(remove(some, progress));
    }
    lake.put(progress.doneKey(), progress.toJson());
    return new Outcome.Cleaned(done.size(), bytes(done), left + todo.size() - done.size(), true);
  }

  private static boolean isOfDay(BaseTable table, LocalDate day, StoredObject object) {
    return table.ownsOn(day, object.key(), object.lastModified());
  }

  /** Returns the objects that were deleted or tagged. */
  private List<StoredObject> remove(List<StoredObject> some, CleanedDay progress) {
    if (progress.action() == Action.DELETE) {
      List<String> left = source.deleteUnchanged(some);
      return some.stream().filter(object -> !left.contains(object.key())).toList();
    }
    source.tag(some, CleanedDay.TAG, progress.run());
    CleanedDay through = progress.through(some.get(some.size() - 1).key());
    lake.put(through.key(), through.toJson());
    return some;
  }

  private static List<StoredObject> covered(List<StoredObject> listed, List<StoredObject> known) {
    Map<String, StoredObject> byKey = new HashMap<>();
    known.forEach(object -> byKey.put(object.key(), object));
    return listed.stream()
        .filter(
            object -> {
              StoredObject entry = byKey.get(object.key());
              return entry != null
                  && !object.etag().isEmpty()
                  && entry.etag().equals(object.etag())
                  && entry.size() == object.size();
            })
        .toList();
  }

  private static long bytes(List<StoredObject> objects) {
    return objects.stream().mapToLong(StoredObject::size).sum();
  }
}
