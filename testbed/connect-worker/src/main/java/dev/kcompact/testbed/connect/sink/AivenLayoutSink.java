package dev.kcompact.testbed.connect.sink;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * A sink that lays out objects as Aiven's S3 sink does with its formats jsonl and json. It is not
 * Aiven's code; the properties in {@link AivenLayout} have the names and meanings of Aiven's, and
 * all others are unknown.
 */
public final class AivenLayoutSink extends SinkConnector {
  private Map<String, String> properties = Map.of();

  /** Called by the worker. */
  public AivenLayoutSink() {}

  @Override
  public void start(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return AivenLayoutSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SinkBucket.define(AivenLayout.define());
  }

  @Override
  public String version() {
    return Version.OF_THE_TEST_BED;
  }
}
