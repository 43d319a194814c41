package dev.kcompact.testbed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The metrics of the template's alarms and dashboard. The parser drops the tags of CloudFormation's
 * functions, so a dimension's value is the referenced resource.
 */
public final class TemplateMetrics {
  private final JsonNode template;

  private TemplateMetrics(JsonNode template) {
    this.template = template;
  }

  public static TemplateMetrics read(Path file) throws IOException {
    return new TemplateMetrics(new YAMLMapper().readTree(file.toFile()));
  }

  /** Metrics by alarm or widget. */
  public Map<String, Set<MetricRef>> byWatcher() throws IOException {
    Map<String, Set<MetricRef>> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      JsonNode properties = resource.getValue().path("Properties");
      switch (resource.getValue().path("Type").asText()) {
        case "AWS::CloudWatch::Alarm" -> all.put(resource.getKey(), ofAlarm(properties));
        case "AWS::CloudWatch::Dashboard" -> addWidgets(properties, all);
        default -> {}
      }
    }
    return all;
  }

  private Set<MetricRef> ofAlarm(JsonNode alarm) {
    Set<MetricRef> metrics = set();
    if (alarm.has("MetricName")) {
      metrics.add(ofStatement(alarm));
    }
    for (JsonNode metric : alarm.path("Metrics")) {
      if (metric.has("MetricStat")) {
        metrics.add(ofStatement(metric.path("MetricStat").path("Metric")));
      }
    }
    return metrics;
  }

  private MetricRef ofStatement(JsonNode statement) {
    Map<String, String> dimensions = new TreeMap<>();
    for (JsonNode dimension : statement.path("Dimensions")) {
      dimensions.put(dimension.path("Name").asText(), name(dimension.path("Value").asText()));
    }
    return new MetricRef(
        statement.path("Namespace").asText(), statement.path("MetricName").asText(), dimensions);
  }

  private void addWidgets(JsonNode dashboard, Map<String, Set<MetricRef>> all) throws IOException {
    JsonNode body = new ObjectMapper().readTree(dashboard.path("DashboardBody").asText());
    for (JsonNode widget : body.path("widgets")) {
      Set<MetricRef> metrics = set();
      for (JsonNode metric : widget.at("/properties/metrics")) {
        Map<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i + 1 < metric.size(); i += 2) {
          String resource = metric.path(i + 1).asText().replaceFirst("^\\$\\{(.*)}$", "$1");
          dimensions.put(metric.path(i).asText(), name(resource));
        }
        metrics.add(new MetricRef(metric.path(0).asText(), metric.path(1).asText(), dimensions));
      }
      all.put("widget: " + widget.at("/properties/title").asText(), metrics);
    }
  }

  /** The deployed name of a function; other values are unchanged. */
  private String name(String resource) {
    JsonNode name = template.at("/Resources/" + resource + "/Properties/FunctionName");
    String prefix = template.at("/Parameters/NamePrefix/Default").asText();
    return name.isTextual() ? name.asText().replace("${NamePrefix}", prefix) : resource;
  }

  private static Set<MetricRef> set() {
    return new TreeSet<>(java.util.Comparator.comparing(MetricRef::toString));
  }
}
