package dev.kcompact.finalizer.run;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and writes the documents of one run. */
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

  /** Whether a document was written. */
  public boolean has(String name) {
    return lake.text(run.key(name)).isPresent();
  }

  /** Copies a local file to the run's documents. */
  public void upload(Path file, String name) {
    lake.upload(file, run.key(name));
  }

  /** A document; empty where it was not written. */
  public <T> Optional<T> find(String name, Class<T> type) {
    String key = run.key(name);
    return lake.text(key).map(text -> Json.read(text, type, lake.locationOf(key)));
  }

  /**
   * @throws RetryableException if Plan wrote none
   */
  public PlanDocument plan() {
    return find(PlanDocument.NAME, PlanDocument.class)
        .orElseThrow(() -> missing(PlanDocument.NAME));
  }

  /**
   * The results of all slices, derived ones last.
   *
   * @throws RetryableException if one was not written
   */
  public List<TableResult> results(PlanDocument plan) {
    List<TableResult> results = new ArrayList<>();
    for (Slice slice : Stream.concat(plan.slices().stream(), plan.derived().stream()).toList()) {
      Pieces pieces = pieces(slice.id());
      for (Part part : slice.parts()) {
        for (Part piece : pieces.of(part)) {
          String name = TableResult.name(slice.id(), piece);
          results.add(find(name, TableResult.class).orElseThrow(() -> missing(name)));
        }
      }
    }
    return results;
  }

  /** What is done of a slice. */
  public Pieces pieces(String slice) {
    String root = run.key("");
    return new Pieces(
        lake.list(run.key(TableResult.folder(slice))).stream()
            .flatMap(o -> TableResult.partOf(slice, o.key().substring(root.length())).stream())
            .toList());
  }

  /**
   * The ledgers of all finalized tables.
   *
   * @throws RetryableException if one was not written
   */
  public List<LedgerDocument> ledgers(PlanDocument plan) {
    List<LedgerDocument> ledgers = new ArrayList<>();
    for (String table : plan.finalizedTables()) {
      String name = LedgerDocument.name(table);
      ledgers.add(find(name, LedgerDocument.class).orElseThrow(() -> missing(name)));
    }
    return ledgers;
  }

  private RetryableException missing(String name) {
    return new RetryableException("Failed to find document: " + lake.locationOf(run.key(name)));
  }
}
