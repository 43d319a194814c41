package dev.kcompact.testbed.connect.sink;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * A sink that lays out objects as Confluent's S3 sink does with its JsonFormat. It is not
 * Confluent's code; the properties in {@link ConfluentLayout} have the names and meanings of
 * Confluent's, and all others are unknown.
 */
public final class ConfluentLayoutSink extends SinkConnector {
  private Map<String, String> properties = Map.of();

  /** Called by the worker. */
  public ConfluentLayoutSink() {}

  @Override
  public void start(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ConfluentLayoutSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SinkBucket.define(ConfluentLayout.define());
  }

  @Override
  public String version() {
    return Version.OF_THE_TEST_BED;
  }
}
