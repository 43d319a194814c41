package dev.kcompact.finalizer.clean;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs whose last document is older than the retention. A day's only run is excluded if it was
 * published and not rolled back, which saves requests about it.
 */
final class ExpiredRuns {
  private static final String FOLDER = LakeLayout.METADATA + "runs/";
  private static final Pattern DOCUMENT =
      Pattern.compile(Pattern.quote(FOLDER) + "(\\d{4}-\\d{2}-\\d{2})/([^/]+)/.+");

  private final Map<LocalDate, Set<RunRef>> old;

  private ExpiredRuns(Map<LocalDate, Set<RunRef>> old) {
    this.old = old;
  }

  /** The expired runs of all days, from one listing. */
  static ExpiredRuns of(ObjectStore lake, Instant before) {
    Map<RunRef, Instant> last = new HashMap<>();
    Map<LocalDate, Set<RunRef>> all = new TreeMap<>();
    Set<RunRef> published = new HashSet<>();
    for (StoredObject object : lake.list(FOLDER)) {
      Optional<RunRef> run = runOf(object.key());
      if (run.isPresent()) {
        last.merge(run.get(), object.lastModified(), ExpiredRuns::later);
        all.computeIfAbsent(run.get().date(), day -> byAge()).add(run.get());
        note(published, run.get(), object.key());
      }
    }
    Map<LocalDate, Set<RunRef>> old = new TreeMap<>();
    last.forEach(
        (run, moment) -> {
          boolean isOnly = all.getOrDefault(run.date(), Set.of()).size() == 1;
          if (moment.isBefore(before) && !(isOnly && published.contains(run))) {
            old.computeIfAbsent(run.date(), day -> byAge()).add(run);
          }
        });
    return new ExpiredRuns(old);
  }

  /** Keys are sorted, so that the record of a rollback follows that of the publication. */
  private static void note(Set<RunRef> published, RunRef run, String key) {
    if (key.endsWith("/" + PublishedDocument.NAME)) {
      published.add(run);
    } else if (key.endsWith("/" + RollbackDocument.NAME)) {
      published.remove(run);
    }
  }

  private static Set<RunRef> byAge() {
    return new TreeSet<>(Comparator.comparing(RunRef::token));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Optional<RunRef> runOf(String key) {
    Matcher matcher = DOCUMENT.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return RunRef.parse(LocalDate.parse(matcher.group(1)), matcher.group(2));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  Collection<LocalDate> days() {
    return old.keySet();
  }

  /** The oldest first. */
  List<RunRef> of(LocalDate day) {
    return List.copyOf(old.getOrDefault(day, Set.of()));
  }
}
