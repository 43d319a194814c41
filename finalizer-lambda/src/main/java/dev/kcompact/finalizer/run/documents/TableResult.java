package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.contract.table.QualityRule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The result of Finalize for one hash bucket of a table, kept as {@code results/<work
 * unit>/<table>-<index>-of-<count>.json}.
 *
 * @param version of this format
 * @param workUnit id of its work unit; {@code slice} in the document
 * @param rowsIn rows read
 * @param corrupt rows that could not be decoded; in quarantine
 * @param invalid rows that break a rule of severity reject; in quarantine
 * @param duplicates rows left out because a newer row has their key
 * @param rowsOut rows written
 * @param rules broken rules, with the number of rows
 * @param files the written rows
 * @param quarantine the quarantined rows
 * @param newest newest value written, of each column that a freshness rule names
 * @param millis elapsed time
 */
public record TableResult(
    int version,
    String table,
    @JsonProperty("slice") String workUnit,
    int index,
    int count,
    long rowsIn,
    long corrupt,
    long invalid,
    long duplicates,
    long rowsOut,
    List<BrokenRule> rules,
    List<OutputFile> files,
    List<OutputFile> quarantine,
    Map<String, Instant> newest,
    long millis) {
  public static final int VERSION = 1;

  /**
   * A rule and the number of rows that break it.
   *
   * @param samples origins of the first rows, as {@code object#line}; never their contents
   */
  public record BrokenRule(String rule, Severity severity, long rows, List<String> samples) {
    public BrokenRule {
      requireNonNull(rule, "rule is null");
      requireNonNull(severity, "severity is null");
      samples = samples == null ? List.of() : List.copyOf(samples);
    }

    /** A rule broken by rows of unknown origin. */
    public BrokenRule(String rule, Severity severity, long rows) {
      this(rule, severity, rows, List.of());
    }
  }

  /** A file in the lake. */
  public record OutputFile(String key, long rows, long bytes) {
    public OutputFile {
      requireNonNull(key, "key is null");
    }
  }

  public TableResult {
    requireNonNull(table, "table is null");
    requireNonNull(workUnit, "workUnit is null");
    rules = List.copyOf(rules);
    files = List.copyOf(files);
    quarantine = List.copyOf(quarantine);
    newest = newest == null ? Map.of() : Map.copyOf(newest);
  }

  /** Name of the document of a hash bucket. */
  public static String name(String unit, HashBucket bucket) {
    return folder(unit) + bucket.text() + ".json";
  }

  /** Folder of the documents of a work unit's hash buckets. */
  public static String folder(String unit) {
    return "results/" + unit + "/";
  }

  /** The hash bucket of a document's name; empty for any other name. */
  public static Optional<HashBucket> bucketOf(String unit, String name) {
    String folder = folder(unit);
    return name.startsWith(folder) && name.endsWith(".json")
        ? HashBucket.parse(name.substring(folder.length(), name.length() - ".json".length()))
        : Optional.empty();
  }

  /**
   * Name of the Parquet file beside it, which counts the rows of each raw object for the ledger.
   */
  public static String objectsName(String unit, HashBucket bucket) {
    return folder(unit) + bucket.text() + ".objects.parquet";
  }

  /** Names of the tables of some results, each once. */
  public static List<String> tables(List<TableResult> results) {
    return results.stream().map(TableResult::table).distinct().toList();
  }

  /** The results of one table. */
  public static List<TableResult> of(String table, List<TableResult> results) {
    return results.stream().filter(result -> result.table().equals(table)).toList();
  }

  /** The total of one of the counts. */
  public static long sum(List<TableResult> results, ToLongFunction<TableResult> count) {
    return results.stream().mapToLong(count).sum();
  }

  /** The hash bucket that this is the result of. */
  public HashBucket bucket() {
    return new HashBucket(table, index, count);
  }
}
