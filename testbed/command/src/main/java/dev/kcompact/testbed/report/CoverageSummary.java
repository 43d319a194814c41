package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;

/**
 * How raw objects and the lineage of the committed files meet.
 *
 * @param covered raw objects that are in exactly one file, unchanged
 * @param missing raw objects in no file
 * @param doubled raw objects in more than one file
 * @param changed raw objects that are not any more what was compacted
 * @param unproven files whose digest contradicts their objects
 */
public record CoverageSummary(
    long covered, NameSample missing, NameSample doubled, NameSample changed, NameSample unproven) {
  public CoverageSummary {
    requireNotNegative("covered", covered);
    requireNonNull(missing, "missing is null");
    requireNonNull(doubled, "doubled is null");
    requireNonNull(changed, "changed is null");
    requireNonNull(unproven, "unproven is null");
  }

  /** The counts and first names of a proof. */
  public static CoverageSummary of(Coverage coverage) {
    return new CoverageSummary(
        coverage.covered(),
        NameSample.of(coverage.missing().stream().map(SourceObject::key).toList()),
        NameSample.of(coverage.duplicated().stream().map(Coverage.Duplicated::key).toList()),
        NameSample.of(coverage.changed().stream().map(SourceObject::key).toList()),
        NameSample.of(coverage.unproven()));
  }

  /** Whether every raw object is in exactly one file, as it is now. */
  public boolean isComplete() {
    return missing.count() + doubled.count() + changed.count() + unproven.count() == 0;
  }
}
