package dev.kcompact.testbed.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/** A CloudWatch metric. */
public record MetricRef(String namespace, String name, Map<String, String> dimensions) {
  public MetricRef {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    dimensions = Map.copyOf(dimensions);
  }

  @Override
  public String toString() {
    return namespace + " " + name + " " + new TreeMap<>(dimensions);
  }
}
