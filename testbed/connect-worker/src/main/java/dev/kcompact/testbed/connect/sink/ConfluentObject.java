package dev.kcompact.testbed.connect.sink;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of one directory and topic partition: the object of their values, and those of their keys
 * and headers as configured. Tombstones have no object of values. Not thread-safe.
 */
final class ConfluentObject {
  private final ConfluentLayout layout;
  private final JsonLines lines;
  private final String name;
  private final @Nullable ObjectBody values;
  private final @Nullable ObjectBody keys;
  private final @Nullable ObjectBody headers;

  /**
   * @param name the key without its extension
   */
  ConfluentObject(ConfluentLayout layout, JsonLines lines, String name, boolean isTombstone) {
    this.layout = layout;
    this.lines = lines;
    this.name = name;
    values = isTombstone ? null : new ObjectBody(layout.isGzip());
    keys = layout.hasKeys() ? new ObjectBody(layout.isGzip()) : null;
    headers = layout.hasHeaders() ? new ObjectBody(layout.isGzip()) : null;
  }

  void add(SinkRecord record) {
    if (keys != null && record.key() == null) {
      throw new DataException("No key, but keys are stored: offset " + record.kafkaOffset());
    }
    if (headers != null && record.headers().isEmpty()) {
      throw new DataException("No headers, but they are stored: offset " + record.kafkaOffset());
    }
    if (values != null) {
      values.add(layout.isRaw() ? JsonLines.raw(record) : lines.value(record));
    }
    if (keys != null) {
      keys.add(lines.key(record));
    }
    if (headers != null) {
      headers.add(lines.headers(record));
    }
  }

  void write(ObjectTarget target) {
    write(target, "", values);
    write(target, ".keys", keys);
    write(target, ".headers", headers);
  }

  private void write(ObjectTarget target, String kind, @Nullable ObjectBody body) {
    if (body != null) {
      target.put(name + layout.extension(kind), body.end());
    }
  }
}
