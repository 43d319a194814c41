package dev.kcompact.finalizer.run;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Change;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

public final class RunDocuments {
  private final ObjectStore lake;
  private final RunRef run;

  public RunDocuments(ObjectStore lake, RunRef run) {
    this.lake = lake;
    this.run = run;
  }

  public void write(String name, Object document) {
    lake.put(run.key(name), Json.write(document));
  }

  public boolean has(String name) {
    return lake.text(run.key(name)).isPresent();
  }

  public void upload(Path file, String name) {
    lake.upload(file, run.key(name));
  }

  public <T> Optional<T> find(String name, Class<T> type) {
    String key = run.key(name);
    return lake.text(key).map(text -> Json.read(text, type, lake.locationOf(key)));
  }

  /** Returns the recorded changes; empty for a run that published nothing. */
  public List<Change> changes() {
    return find(PublishedDocument.NAME, PublishedDocument.class)
        .map(PublishedDocument::changes)
        .orElse(List.of());
  }

  public PlanDocument plan() {
    return get(PlanDocument.NAME, PlanDocument.class);
  }

  /** Fails if the plan has no work: a check of its results would check nothing. */
  public PlanDocument planWithWork() {
    PlanDocument plan = plan();
    if (plan.workUnits().isEmpty()) {
      throw new NonRetryableException(
          "The plan has no work unit: "
              + lake.locationOf(run.key(PlanDocument.NAME))
              + "; start the day again");
    }
    return plan;
  }

  /** Returns the results of all work units, derived ones last; fails if one is missing. */
  public List<TableResult> results(PlanDocument plan) {
    List<TableResult> results = new ArrayList<>();
    for (WorkUnit unit :
        Stream.concat(plan.workUnits().stream(), plan.derived().stream()).toList()) {
      CompletedBuckets completed = completedBuckets(unit.id());
      for (HashBucket bucket : unit.buckets()) {
        for (HashBucket each : completed.of(bucket)) {
          results.add(get(TableResult.name(unit.id(), each), TableResult.class));
        }
      }
    }
    return results;
  }

  public CompletedBuckets completedBuckets(String unit) {
    String root = run.key("");
    return new CompletedBuckets(
        lake.list(run.key(TableResult.folder(unit))).stream()
            .flatMap(o -> TableResult.bucketOf(unit, o.key().substring(root.length())).stream())
            .toList());
  }

  public List<LedgerDocument> ledgers(PlanDocument plan) {
    return plan.finalizedTables().stream()
        .map(table -> get(LedgerDocument.name(table), LedgerDocument.class))
        .toList();
  }

  private <T> T get(String name, Class<T> type) {
    return find(name, type)
        .orElseThrow(
            () ->
                new RetryableException(
                    "Failed to find document: " + lake.locationOf(run.key(name))));
  }
}
