package dev.kcompact.finalizer.run;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which runs a day had, and what became of them, by the documents that they left. */
public final class RunHistory {
  private final ObjectStore lake;
  private final Map<RunRef, Set<String>> documents;

  private RunHistory(ObjectStore lake, Map<RunRef, Set<String>> documents) {
    this.lake = lake;
    this.documents = documents;
  }

  /** By one listing. */
  public static RunHistory of(ObjectStore lake, LocalDate date) {
    Map<RunRef, Set<String>> documents =
        new TreeMap<>(Comparator.comparingLong(RunRef::token).reversed());
    String folder = LakeLayout.runs(date);
    for (StoredObject object : lake.list(folder)) {
      String[] parts = object.key().substring(folder.length()).split("/", 2);
      if (parts.length == 2) {
        RunRef.parse(date, parts[0])
            .ifPresent(run -> documents.computeIfAbsent(run, r -> new HashSet<>()).add(parts[1]));
      }
    }
    return new RunHistory(lake, documents);
  }

  /** The latest first. */
  public List<RunRef> runs() {
    return List.copyOf(documents.keySet());
  }

  /** Runs whose rollback was begun, the latest first. */
  public List<RunRef> rolledBack() {
    return documents.keySet().stream().filter(run -> has(run, RollbackDocument.NAME)).toList();
  }

  /**
   * The latest run that came to an end with the data it was given: it published the day, whether
   * somebody took that back later on or not, or it found that the data must not be published.
   * Repeated on the same data it would do the same. Runs that only failed are none.
   */
  public Optional<RunRef> latestSettled() {
    return documents.keySet().stream().filter(this::isSettled).findFirst();
  }

  private boolean isSettled(RunRef run) {
    if (has(run, RejectionDocument.NAME)) {
      return true;
    }
    return has(run, PublishedDocument.NAME)
        && (!has(run, RollbackDocument.NAME) || isTakenBackOnRequest(run));
  }

  private boolean isTakenBackOnRequest(RunRef run) {
    return documents.keySet().stream()
        .filter(other -> has(other, RollbackDocument.Target.NAME))
        .flatMap(
            other ->
                new RunDocuments(lake, other)
                    .find(RollbackDocument.Target.NAME, RollbackDocument.Target.class).stream())
        .anyMatch(target -> target.run().equals(run.run()));
  }

  private boolean has(RunRef run, String document) {
    return documents.getOrDefault(run, Set.of()).contains(document);
  }
}
