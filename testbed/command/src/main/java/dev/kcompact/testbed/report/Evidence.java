package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.Difference;
import java.util.stream.Collectors;

/**
 * The result of a check.
 *
 * @param check its subject, for example {@code compacted orders}
 * @param detail what was compared and what differs; may be empty
 */
public record Evidence(String check, boolean passed, String detail) {
  public Evidence {
    requireText("check", check);
    requireNonNull(detail, "detail is null");
  }

  public static Evidence of(CheckResult result) {
    return new Evidence(result.check(), result instanceof Holds, detail(result));
  }

  private static String detail(CheckResult result) {
    String compared = Figures.count(result.compared()) + " compared";
    if (result instanceof Differs differs) {
      return differs.first().stream()
          .map(Difference::toString)
          .collect(
              Collectors.joining(
                  "; ", compared + ", " + Figures.count(differs.differences()) + " differ: ", ""));
    }
    return result instanceof Holds holds && !holds.note().isEmpty()
        ? compared + ", " + holds.note()
        : compared;
  }
}
