package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

import dev.kcompact.testbed.lambda.InvocationReport;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The invocations of a Lambda function.
 *
 * @param failures number of failed invocations
 * @param total total time
 * @param longest time of the longest invocation
 * @param init total init time of its sandboxes
 * @param memoryMib its configured memory
 * @param peakMib peak memory of a sandbox, 0 if unknown
 */
public record FunctionUse(
    String name,
    long invocations,
    long failures,
    Duration total,
    Duration longest,
    Duration init,
    int memoryMib,
    int peakMib) {
  public FunctionUse {
    requireText("name", name);
    requireNotNegative("invocations", invocations);
    requireNotNegative("failures", failures);
    requireNotNegative("total", total);
    requireNotNegative("longest", longest);
    requireNotNegative("init", init);
    requireNotNegative("memoryMib", memoryMib);
    requireNotNegative("peakMib", peakMib);
  }

  /** Groups invocations by function, sorted by name. */
  public static List<FunctionUse> of(List<InvocationReport> reports) {
    return reports.stream()
        .collect(
            Collectors.groupingBy(InvocationReport::function, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(function -> of(function.getKey(), function.getValue()))
        .toList();
  }

  private static FunctionUse of(String name, List<InvocationReport> reports) {
    return new FunctionUse(
        name,
        reports.size(),
        reports.stream().filter(InvocationReport::failed).count(),
        Duration.ofMillis(reports.stream().mapToLong(InvocationReport::millis).sum()),
        Duration.ofMillis(reports.stream().mapToLong(InvocationReport::millis).max().orElse(0)),
        Duration.ofMillis(reports.stream().mapToLong(InvocationReport::initMillis).sum()),
        reports.stream().mapToInt(InvocationReport::memoryMib).max().orElse(0),
        reports.stream().mapToInt(InvocationReport::peakMib).max().orElse(0));
  }
}
