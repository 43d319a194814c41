package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was done with a part of a table, in local files.
 *
 * @param newest moment written, of the columns that a rule on freshness names
 * @param files the rows to keep
 * @param quarantine the rows to quarantine; empty when there are none
 */
record Counts(
    long rowsIn,
    long corrupt,
    long invalid,
    long duplicates,
    List<BrokenRule> rules,
    Map<String, Instant> newest,
    List<Path> files,
    List<Path> quarantine) {
  Counts {
    rules = List.copyOf(rules);
    newest = Map.copyOf(newest);
    files = List.copyOf(files);
    quarantine = List.copyOf(quarantine);
  }

  long rowsOut() {
    return rowsIn - corrupt - invalid - duplicates;
  }
}
