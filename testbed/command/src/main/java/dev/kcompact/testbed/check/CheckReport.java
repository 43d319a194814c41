package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.CheckResult.Holds;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all checks of a day found.
 *
 * @param results in the order in which they ran
 */
public record CheckReport(List<CheckResult> results) {
  public CheckReport {
    results = List.copyOf(results);
  }

  /** Whether there is not one difference. */
  public boolean holds() {
    return results.stream().allMatch(Holds.class::isInstance);
  }

  @Override
  public String toString() {
    return results.stream().map(CheckResult::toString).collect(Collectors.joining("\n"));
  }
}
