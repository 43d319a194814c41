package dev.kcompact.testbed.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Totals of all base tables.
 *
 * @param rawBytes size of the raw objects
 * @param bytes size of the compacted files
 * @param rejects corrupt rows by reason code
 * @param published rows of all published tables, including derived ones
 */
record Totals(
    long objects,
    long rawBytes,
    long files,
    long bytes,
    long rows,
    long corrupt,
    Map<String, Long> rejects,
    long covered,
    long missing,
    @JsonProperty("doubled") long duplicated,
    long changed,
    long unproven,
    long published) {

  static Totals of(RunReport report) {
    List<Compacted> all = compacted(report);
    Map<String, Long> rejects = new TreeMap<>();
    all.forEach(
        table -> table.rejects().forEach((code, count) -> rejects.merge(code, count, Long::sum)));
    return new Totals(
        sum(all, table -> table.raw().count()),
        sum(all, table -> table.raw().bytes()),
        sum(all, table -> table.files().size()),
        sum(all, Compacted::bytes),
        sum(all, Compacted::rows),
        sum(all, Compacted::corrupt),
        rejects,
        sum(all, table -> table.coverage().covered()),
        sum(all, table -> table.coverage().missing().count()),
        sum(all, table -> table.coverage().duplicated().count()),
        sum(all, table -> table.coverage().changed().count()),
        sum(all, table -> table.coverage().unproven().count()),
        report.tables().stream()
            .map(RunReport.TableReport::processed)
            .filter(Objects::nonNull)
            .mapToLong(Processed::rows)
            .sum());
  }

  /** The base tables' results, in the report's order. */
  static List<Compacted> compacted(RunReport report) {
    return report.tables().stream()
        .map(RunReport.TableReport::compacted)
        .filter(Objects::nonNull)
        .toList();
  }

  boolean isComplete() {
    return missing + duplicated + changed + unproven == 0;
  }

  private static long sum(List<Compacted> tables, ToLongFunction<Compacted> figure) {
    return tables.stream().mapToLong(figure).sum();
  }
}
