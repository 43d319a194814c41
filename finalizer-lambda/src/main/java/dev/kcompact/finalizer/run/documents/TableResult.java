package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.contract.table.QualityRule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The result of Finalize for one hash bucket of a table, stored as {@code results/<work
 * unit>/<table>-<index>-of-<count>.json}.
 *
 * @param corrupt quarantined rows that could not be decoded
 * @param invalid quarantined rows that break a rule of severity reject
 * @param duplicates rows dropped because a newer row has their key
 * @param otherDays rows of the input files that belong to other days, not among {@code rowsIn};
 *     null for none
 * @param newest latest written value of each column that a freshness rule names
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
    long millis,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long otherDays) {
  public static final int VERSION = 1;

  /**
   * @param rows that break the rule
   * @param samples origins of the first rows, as {@code object#line}; never contents
   */
  public record BrokenRule(String rule, Severity severity, long rows, List<String> samples) {
    public BrokenRule {
      requireNonNull(rule, "rule is null");
      requireNonNull(severity, "severity is null");
      samples = samples == null ? List.of() : List.copyOf(samples);
    }

    public BrokenRule(String rule, Severity severity, long rows) {
      this(rule, severity, rows, List.of());
    }
  }

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

  public static String name(String unit, HashBucket bucket) {
    return folder(unit) + bucket.text() + ".json";
  }

  public static String folder(String unit) {
    return "results/" + unit + "/";
  }

  /** Parses the hash bucket from a document's name; empty for any other name. */
  public static Optional<HashBucket> bucketOf(String unit, String name) {
    String folder = folder(unit);
    return name.startsWith(folder) && name.endsWith(".json")
        ? HashBucket.parse(name.substring(folder.length(), name.length() - ".json".length()))
        : Optional.empty();
  }

  /** Returns the name of the Parquet file with the row counts of each raw object. */
  public static String objectsName(String unit, HashBucket bucket) {
    return folder(unit) + bucket.text() + ".objects.parquet";
  }

  public static List<String> tables(List<TableResult> results) {
    return results.stream().map(TableResult::table).distinct().toList();
  }

  public static List<TableResult> of(String table, List<TableResult> results) {
    return results.stream().filter(result -> result.table().equals(table)).toList();
  }

  public static long sum(List<TableResult> results, ToLongFunction<TableResult> count) {
    return results.stream().mapToLong(count).sum();
  }

  /** Returns all rows of the input files in the hash bucket. */
  public long rowsRead() {
    return rowsIn + (otherDays == null ? 0 : otherDays);
  }

  public HashBucket bucket() {
    return new HashBucket(table, index, count);
  }
}
