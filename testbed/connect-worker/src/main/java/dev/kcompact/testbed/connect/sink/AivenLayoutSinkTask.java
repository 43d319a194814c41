package dev.kcompact.testbed.connect.sink;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * A task of {@link AivenLayoutSink}; not Aiven's code. It writes its objects whenever the worker
 * commits offsets, as Aiven's does. The worker calls it in one thread.
 */
public final class AivenLayoutSinkTask extends SinkTask {
  private @Nullable AivenObjects objects;
  private @Nullable SinkBucket bucket;

  /** Called by the worker. */
  public AivenLayoutSinkTask() {}

  @Override
  public void start(Map<String, String> properties) {
    objects = new AivenObjects(AivenLayout.of(properties));
    bucket = SinkBucket.open(properties);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    records.forEach(requireNonNull(objects, "not started")::add);
  }

  @Override
  public void flush(Map<TopicPartition, OffsetAndMetadata> consumed) {
    requireNonNull(objects, "not started").write(requireNonNull(bucket, "not started"));
  }

  @Override
  public void close(Collection<TopicPartition> revoked) {
    requireNonNull(objects, "not started").discard();
  }

  @Override
  public void stop() {
    if (bucket != null) {
      bucket.close();
    }
  }

  @Override
  public String version() {
    return Version.OF_THE_TEST_BED;
  }
}
