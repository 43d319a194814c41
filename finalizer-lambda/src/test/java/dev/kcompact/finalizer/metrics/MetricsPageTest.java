package dev.kcompact.finalizer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists all metrics of the functions with their units. */
class MetricsPageTest {
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| .+ \\| .+ \\|");

  @Test
  void everyMetricIsOnThePageAndNoOther() throws IOException {
    Map<String, String> page = new TreeMap<>();
    boolean below = false;
    for (String line : Files.readAllLines(Path.of("../docs/metrics.md"))) {
      below = line.startsWith("#") ? line.equals("## The functions") : below;
      Matcher row = ROW.matcher(line);
      if (below && row.matches()) {
        page.put(row.group(1), row.group(2));
      }
    }
    Map<String, String> known = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      known.put(metric.label(), metric.unit().toString());
    }
    assertThat(page).isEqualTo(known);
  }
}
