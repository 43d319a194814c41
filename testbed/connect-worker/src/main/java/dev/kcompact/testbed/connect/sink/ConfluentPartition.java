package dev.kcompact.testbed.connect.sink;

import dev.kcompact.testbed.connect.sink.ConfluentLayout.Tombstones;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The open objects of one topic partition: one for each directory. All are written together when
 * they have {@code flush.size} records, when a value's schema changes, or when they are due. Not
 * thread-safe.
 */
final class ConfluentPartition {
  private final ConfluentLayout layout;
  private final ObjectTarget target;
  private final TopicPartition partition;
  private final JsonLines lines = new JsonLines();
  private final Map<String, ConfluentObject> open = new LinkedHashMap<>();
  private final Map<String, @Nullable Schema> schemas = new HashMap<>();
  private int records;
  private long openedAt;
  private long nextOffset = -1;
  private long writtenTo = -1;

  ConfluentPartition(ConfluentLayout layout, ObjectTarget target, TopicPartition partition) {
    this.layout = layout;
    this.target = target;
    this.partition = partition;
  }

  /**
   * @param now milliseconds of a clock that never goes back
   */
  void add(SinkRecord record, long now) {
    boolean isTombstone = record.value() == null;
    if (isTombstone && layout.tombstones() == Tombstones.FAIL) {
      throw new DataException("No value: " + partition + " offset " + record.kafkaOffset());
    }
    if (!isTombstone || layout.tombstones() == Tombstones.WRITE) {
      append(record, isTombstone, now);
    }
    nextOffset = record.kafkaOffset() + 1;
    if (open.isEmpty()) {
      writtenTo = nextOffset;
    }
    if (records >= layout.flushSize()) {
      write();
    }
  }

  private void append(SinkRecord record, boolean isTombstone, long now) {
    String directory =
        isTombstone ? ConfluentLayout.TOMBSTONE_DIRECTORY : layout.partitioner().directory(record);
    if (open.containsKey(directory)
        && !Objects.equals(schemas.get(directory), record.valueSchema())) {
      write();
    }
    if (records == 0) {
      openedAt = now;
    }
    schemas.put(directory, record.valueSchema());
    ConfluentObject object = open.get(directory);
    if (object == null) {
      String name =
          layout.name(partition.topic(), directory, partition.partition(), record.kafkaOffset());
      object = new ConfluentObject(layout, lines, name, isTombstone);
      open.put(directory, object);
    }
    object.add(record);
    records++;
  }

  /** Writes the open objects if they have waited long enough. */
  void writeIfDue(long now) {
    if (records > 0 && layout.rotateMillis() > 0 && now - openedAt >= layout.rotateMillis()) {
      write();
    }
  }

  private void write() {
    open.values().forEach(object -> object.write(target));
    open.clear();
    schemas.clear();
    records = 0;
    writtenTo = nextOffset;
  }

  /** The offset after the last record that is in a written object; empty if there is none. */
  OptionalLong writtenTo() {
    return writtenTo < 0 ? OptionalLong.empty() : OptionalLong.of(writtenTo);
  }
}
