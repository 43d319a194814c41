package dev.kcompact.testbed.connect.sink;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * A task of {@link ConfluentLayoutSink}; not Confluent's code. It commits the offsets of written
 * objects only, so that records of unfinished objects are read again after a restart, and the same
 * objects are written. The worker calls it in one thread.
 */
public final class ConfluentLayoutSinkTask extends SinkTask {
  private final Map<TopicPartition, ConfluentPartition> partitions = new LinkedHashMap<>();
  private @Nullable ConfluentLayout layout;
  private @Nullable SinkBucket bucket;

  /** Called by the worker. */
  public ConfluentLayoutSinkTask() {}

  @Override
  public void start(Map<String, String> properties) {
    layout = ConfluentLayout.of(properties);
    bucket = SinkBucket.open(properties);
  }

  @Override
  public void open(Collection<TopicPartition> assigned) {
    for (TopicPartition partition : assigned) {
      partitions.put(
          partition,
          new ConfluentPartition(
              requireNonNull(layout, "not started"),
              requireNonNull(bucket, "not started"),
              partition));
    }
  }

  @Override
  public void close(Collection<TopicPartition> revoked) {
    revoked.forEach(partitions::remove);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    for (SinkRecord record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
      requireNonNull(partitions.get(partition), () -> partition + " is not assigned")
          .add(record, now);
    }
    partitions.values().forEach(partition -> partition.writeIfDue(now));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
    partitions.forEach(
        (partition, objects) ->
            objects
                .writtenTo()
                .ifPresent(offset -> written.put(partition, new OffsetAndMetadata(offset))));
    return written;
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
