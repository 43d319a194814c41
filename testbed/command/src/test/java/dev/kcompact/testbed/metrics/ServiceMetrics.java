package dev.kcompact.testbed.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's metrics, which are not emitted here; docs/metrics.md lists them by the names in the
 * services' documentation.
 */
public final class ServiceMetrics {
  private static final Pattern ROW = Pattern.compile("\\| `(AWS/\\w+)` \\| (.+) \\| `(\\w+)` \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private final Map<String, Set<String>> byNamespaceAndDimension = new HashMap<>();

  private ServiceMetrics() {}

  public static ServiceMetrics read(Path page) throws IOException {
    ServiceMetrics metrics = new ServiceMetrics();
    for (String line : Files.readAllLines(page)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String key = row.group(1) + " " + row.group(3);
        Matcher name = NAME.matcher(row.group(2));
        while (name.find()) {
          metrics
              .byNamespaceAndDimension
              .computeIfAbsent(key, any -> new TreeSet<>())
              .add(name.group(1));
        }
      }
    }
    return metrics;
  }

  public boolean has(MetricRef metric) {
    return metric.dimensions().keySet().stream()
        .anyMatch(
            dimension ->
                byNamespaceAndDimension
                    .getOrDefault(metric.namespace() + " " + dimension, Set.of())
                    .contains(metric.name()));
  }

  /** All namespaces, metrics and dimensions, one per line. */
  public Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    byNamespaceAndDimension.forEach(
        (key, names) -> names.forEach(name -> lines.add(key + " " + name)));
    return lines;
  }
}
