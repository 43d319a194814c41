package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The row counts and local output files of a hash bucket.
 *
 * @param otherDays rows of the files that belong to other days; not among {@code rowsIn}
 * @param newest latest written timestamp of each column that a freshness rule names
 */
public record ProcessedBucket(
    long rowsIn,
    long corrupt,
    long invalid,
    long duplicates,
    long otherDays,
    List<BrokenRule> rules,
    Map<String, Instant> newest,
    List<Path> files,
    List<Path> quarantine) {
  /** Rows of a derived table with equal keys are an error, because none is newer. */
  private static final String UNIQUE_KEY = "unique_key";

  public ProcessedBucket {
    rules = List.copyOf(rules);
    newest = Map.copyOf(newest);
    files = List.copyOf(files);
    quarantine = List.copyOf(quarantine);
  }

  public long rowsOut() {
    return rowsIn - corrupt - invalid - duplicates;
  }

  /** Counts duplicates as rows that break the rule {@code unique_key}. */
  public ProcessedBucket withUniqueKeyRule() {
    if (duplicates == 0) {
      return this;
    }
    List<BrokenRule> broken = new ArrayList<>(rules);
    broken.add(new BrokenRule(UNIQUE_KEY, Severity.FAIL, duplicates));
    return new ProcessedBucket(
        rowsIn, corrupt, invalid, duplicates, otherDays, broken, newest, files, quarantine);
  }
}
