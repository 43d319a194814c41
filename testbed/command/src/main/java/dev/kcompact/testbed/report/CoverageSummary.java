package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import java.util.Collection;
import java.util.List;

/**
 * Raw objects compared with the lineage of the committed files.
 *
 * @param covered raw objects that are in exactly one file, unchanged
 * @param missing raw objects in no file
 * @param duplicated raw objects in more than one file
 * @param changed raw objects that were changed after compaction
 * @param unproven files whose digest contradicts their objects
 */
public record CoverageSummary(
    long covered,
    NameSample missing,
    NameSample duplicated,
    NameSample changed,
    NameSample unproven) {
  public CoverageSummary {
    requireNotNegative("covered", covered);
    requireNonNull(missing, "missing is null");
    requireNonNull(duplicated, "duplicated is null");
    requireNonNull(changed, "changed is null");
    requireNonNull(unproven, "unproven is null");
  }

  public static CoverageSummary of(Coverage coverage) {
    return new CoverageSummary(
        coverage.covered(),
        NameSample.of(coverage.missing().stream().map(SourceObject::key).toList()),
        NameSample.of(coverage.duplicated().stream().map(Coverage.Duplicated::key).toList()),
        NameSample.of(coverage.changed().stream().map(SourceObject::key).toList()),
        NameSample.of(coverage.unproven()));
  }

  /** Whether every raw object is in exactly one file, unchanged. */
  public boolean isComplete() {
    return missing.count() + duplicated.count() + changed.count() + unproven.count() == 0;
  }

  /**
   * @param first the first of the names, at most {@code count}
   */
  public record NameSample(long count, List<String> first) {
    public static final NameSample NONE = new NameSample(0, List.of());

    private static final int KEPT = 20;

    public NameSample {
      first = List.copyOf(first);
      if (first.size() > count) {
        throw new IllegalArgumentException(
            "count is less than the " + first.size() + " names: " + count);
      }
    }

    /** Keeps the first twenty names. */
    public static NameSample of(Collection<String> names) {
      return new NameSample(names.size(), names.stream().limit(KEPT).toList());
    }
  }
}
