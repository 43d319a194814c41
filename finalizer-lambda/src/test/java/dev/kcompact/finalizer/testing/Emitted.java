package dev.kcompact.finalizer.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.invocation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/** Emitted metrics in CloudWatch's embedded format. */
public final class Emitted {
  private final List<JsonNode> lines = new ArrayList<>();

  private Emitted(String output) {
    output
        .lines()
        .filter(line -> line.startsWith("{") && line.contains("\"_aws\""))
        .forEach(line -> lines.add(Json.tree(line).orElseThrow()));
  }

  /** Captures the output of {@code work}. Tests of one JVM run one after the other. */
  public static Emitted by(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger("kcompact.metrics");
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    logger.addAppender(heard);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    try {
      work.run();
    } finally {
      logger.setLevel(Level.OFF);
      logger.detachAppender(heard);
    }
    return new Emitted(
        String.join("\n", heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList()));
  }

  /** Reads the metrics of a log. */
  public static Emitted in(String log) {
    return new Emitted(log);
  }

  /** Returns the names of all metrics with a value. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (JsonNode line : lines) {
      line.at("/_aws/CloudWatchMetrics/0/Metrics")
          .forEach(metric -> names.add(metric.path("Name").asText()));
    }
    return names;
  }

  /** Returns the sum of a metric's values. */
  public double value(String name) {
    return lines.stream()
        .filter(line -> line.has(name))
        .mapToDouble(line -> line.path(name).asDouble())
        .reduce(Double::sum)
        .orElseThrow(() -> new AssertionError("no metric " + name + " among " + names()));
  }

  /** Returns a dimension or another field of the last line with the metric. */
  public String dimension(String name, String dimension) {
    return lines.stream()
        .filter(line -> line.has(name))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no metric " + name + " among " + names()))
        .path(dimension)
        .asText();
  }
}
