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

/** The runs of a day and their outcomes, read from one listing of their documents. */
public final class RunHistory {
  private final ObjectStore lake;
  private final Map<RunRef, Set<String>> documents;

  private RunHistory(ObjectStore lake, Map<RunRef, Set<String>> documents) {
    this.lake = lake;
    this.documents = documents;
  }

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

  /** Returns the latest run first. */
  public List<RunRef> runs() {
    return List.copyOf(documents.keySet());
  }

  /** Returns the runs that have a document, the latest first. */
  public List<RunRef> with(String document) {
    return documents.keySet().stream().filter(run -> has(run, document)).toList();
  }

  /**
   * Returns the latest run whose outcome depends only on its data: it published the day, even if
   * that was rolled back on request, or it rejected the day. Repeating it on the same data would
   * have the same outcome. Failed runs do not count.
   */
  public Optional<RunRef> latestSettled() {
    return documents.keySet().stream().filter(this::isSettled).findFirst();
  }

  private boolean isSettled(RunRef run) {
    if (has(run, RejectionDocument.NAME)) {
      return true;
    }
    return has(run, PublishedDocument.NAME)
        && (!has(run, RollbackDocument.NAME) || isRevertedOnRequest(run));
  }

  private boolean isRevertedOnRequest(RunRef run) {
    return with(RollbackDocument.Target.NAME).stream()
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
