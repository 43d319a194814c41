package dev.kcompact.finalizer.run;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Finalize did with a part of a table, kept as {@code
 * results/<slice>/<table>-<index>-of-<count>.json}.
 *
 * @param version of this format
 * @param rowsIn rows read
 * @param corrupt rows that could not be decoded; in quarantine
 * @param invalid rows that break a rule of severity reject; in quarantine
 * @param duplicates rows left out because a newer one has their key
 * @param rowsOut rows written
 * @param rules the rules that are broken, with the number of rows
 * @param files the written rows
 * @param quarantine the quarantined rows
 * @param newest of the columns that a rule on freshness names, the newest moment written
 * @param millis time that it took
 */
public record TableResult(
    int version,
    String table,
    String slice,
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
   * @param samples where the first of them come from, as {@code object#line}; never their contents
   */
  public record BrokenRule(String rule, Severity severity, long rows, List<String> samples) {
    public BrokenRule {
      requireNonNull(rule, "rule is null");
      requireNonNull(severity, "severity is null");
      samples = samples == null ? List.of() : List.copyOf(samples);
    }

    /** A rule broken by rows of which nobody knows where they come from. */
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
    requireNonNull(slice, "slice is null");
    rules = List.copyOf(rules);
    files = List.copyOf(files);
    quarantine = List.copyOf(quarantine);
    newest = newest == null ? Map.of() : Map.copyOf(newest);
  }

  /** Name of the document of a table's part, or of a piece of one. */
  public static String name(String slice, Part part) {
    return folder(slice) + part.text() + ".json";
  }

  /** Below it the documents of a slice's parts lie. */
  static String folder(String slice) {
    return "results/" + slice + "/";
  }

  /** The part that a document's name is of; empty for any other name. */
  static Optional<Part> partOf(String slice, String name) {
    String folder = folder(slice);
    return name.startsWith(folder) && name.endsWith(".json")
        ? Part.parse(name.substring(folder.length(), name.length() - ".json".length()))
        : Optional.empty();
  }

  /**
   * Name of the Parquet file beside it: what became of the rows of each raw object, for the ledger.
   */
  public static String objectsName(String slice, Part part) {
    return folder(slice) + part.text() + ".objects.parquet";
  }

  /** The part, or piece of one, that this is the result of. */
  public Part part() {
    return new Part(table, index, count);
  }
}
