package dev.kcompact.testbed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that need no run; WholeSystemIT checks that job and functions emit the rest. */
class WatchedMetricsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern ALARM = Pattern.compile("`(\\w+Alarm)`");
  private static final Set<String> OWN_OR_HANDED_OVER = Set.of("kcompact", "AWS/KinesisAnalytics");

  private static Map<String, Set<MetricRef>> watched() throws Exception {
    return TemplateMetrics.read(ROOT.resolve("statemachine/template.yaml")).byWatcher();
  }

  @Test
  void everyMetricOfAServiceIsOneThatThePageLists() throws Exception {
    ServiceMetrics known = ServiceMetrics.read(ROOT.resolve("docs/metrics.md"));
    Set<String> used = new TreeSet<>();
    for (Set<MetricRef> metrics : watched().values()) {
      for (MetricRef metric : metrics) {
        assertThat(known.has(metric) || OWN_OR_HANDED_OVER.contains(metric.namespace()))
            .as(metric.toString())
            .isTrue();
        if (known.has(metric)) {
          metric
              .dimensions()
              .keySet()
              .forEach(
                  dimension ->
                      used.add(metric.namespace() + " " + dimension + " " + metric.name()));
        }
      }
    }
    assertThat(known.lines()).as("the page lists what is used").isEqualTo(used);
  }

  @Test
  void everyAlarmIsOnThePageAndNoOther() throws Exception {
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/metrics.md"))) {
      Matcher name = ALARM.matcher(line.startsWith("|") ? line.split(" \\| ", 2)[0] : "");
      while (name.find()) {
        listed.add(name.group(1));
      }
    }
    Map<String, Set<MetricRef>> watched = watched();
    assertThat(watched.keySet())
        .filteredOn(name -> !name.startsWith("widget: "))
        .containsExactlyElementsOf(listed);
    assertThat(watched.keySet()).filteredOn(name -> name.startsWith("widget: ")).hasSize(18);
    assertThat(watched).allSatisfy((watcher, metrics) -> assertThat(metrics).isNotEmpty());
  }
}
