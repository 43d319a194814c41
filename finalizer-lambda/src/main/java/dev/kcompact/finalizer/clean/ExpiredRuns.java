package dev.kcompact.finalizer.clean;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs whose last document is older than the retention. A day's only run is excluded if it was
 * published and not rolled back: it is in use, and this saves the requests to check it.
 */
final class ExpiredRuns {
  private static final String FOLDER = LakeLayout.METADATA + "runs/";
  private static final Pattern DOCUMENT =
      Pattern.compile(Pattern.quote(FOLDER) + "(\\d{4}-\\d{2}-\\d{2})/([^/]+)/.+");

  private final Map<LocalDate, List<RunRef>> old;

  private ExpiredRuns(Map<LocalDate, List<RunRef>> old) {
    this.old = old;
  }

  static ExpiredRuns of(ObjectStore lake, Instant before) {
    Map<RunRef, List<StoredObject>> runs =
        new TreeMap<>(comparing(RunRef::date).thenComparing(RunRef::token));
    for (StoredObject object : lake.list(FOLDER)) {
      runOf(object.key())
          .ifPresent(run -> runs.computeIfAbsent(run, of -> new ArrayList<>()).add(object));
    }
    Map<LocalDate, Long> counts =
        runs.keySet().stream().collect(groupingBy(RunRef::date, counting()));
    runs.values().removeIf(documents -> !isBefore(documents, before));
    runs.entrySet()
        .removeIf(
            run ->
                counts.getOrDefault(run.getKey().date(), 0L) == 1
                    && has(run.getValue(), PublishedDocument.NAME)
                    && !has(run.getValue(), RollbackDocument.NAME));
    return new ExpiredRuns(
        runs.keySet().stream().collect(groupingBy(RunRef::date, TreeMap::new, toList())));
  }

  private static boolean isBefore(List<StoredObject> documents, Instant before) {
    return documents.stream().allMatch(document -> document.lastModified().isBefore(before));
  }

  private static boolean has(List<StoredObject> documents, String name) {
    return documents.stream().anyMatch(document -> document.key().endsWith("/" + name));
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

  /** Returns the oldest run first. */
  List<RunRef> of(LocalDate day) {
    return old.getOrDefault(day, List.of());
  }
}
