package dev.kcompact.testbed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The metrics of a local stack's job and functions, as CloudWatch would receive them. */
public final class EmittedMetrics {
  /** Managed Flink's dimension of all metrics of its group. */
  private static final Map<String, String> APPLICATION = Map.of("Application", "JobApplication");

  private static final String HANDED_OVER = "taskmanager.job.task.operator.kinesisanalytics.";

  private final Set<MetricRef> emitted = new HashSet<>();

  private EmittedMetrics() {}

  /**
   * @param work the folder of a stack whose job has ended
   */
  public static EmittedMetrics in(Path work) throws IOException {
    EmittedMetrics metrics = new EmittedMetrics();
    ObjectMapper json = new ObjectMapper();
    for (JsonNode name :
        json.readTree(work.resolve("job/job-result.json").toFile()).path("metrics")) {
      if (name.asText().startsWith(HANDED_OVER)) {
        metrics.emitted.add(
            new MetricRef(
                "AWS/KinesisAnalytics",
                name.asText().substring(HANDED_OVER.length()),
                APPLICATION));
      }
    }
    try (Stream<Path> logs = Files.list(work.resolve("logs"))) {
      for (Path log :
          logs.filter(file -> file.getFileName().toString().startsWith("lambda-")).toList()) {
        for (String line : Files.readAllLines(log)) {
          if (line.startsWith("{\"_aws\"")) {
            metrics.add(json.readTree(line));
          }
        }
      }
    }
    return metrics;
  }

  private void add(JsonNode line) {
    for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
      for (JsonNode set : directive.path("Dimensions")) {
        Map<String, String> dimensions = new TreeMap<>();
        set.forEach(name -> dimensions.put(name.asText(), line.path(name.asText()).asText()));
        for (JsonNode metric : directive.path("Metrics")) {
          String name = metric.path("Name").asText();
          if (line.path(name).isNumber()) {
            emitted.add(new MetricRef(directive.path("Namespace").asText(), name, dimensions));
          }
        }
      }
    }
  }

  public boolean has(MetricRef metric) {
    return emitted.contains(metric);
  }

  /** Used in failure messages. */
  public List<String> of(String namespace) {
    return emitted.stream()
        .filter(metric -> metric.namespace().equals(namespace))
        .map(MetricRef::toString)
        .sorted()
        .toList();
  }
}
