package dev.kcompact.testbed.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The objects that an {@link AivenLayoutSinkTask} has begun. Not thread-safe. */
final class AivenObjects {
  private final AivenLayout layout;
  private final AivenJson json;

  /** The records of each object, by its key. */
  private final Map<String, ObjectRecords> objects = new LinkedHashMap<>();

  /** The start offset of each partition's current objects, and the records since. */
  private final Map<TopicPartition, Head> heads = new HashMap<>();

  private record Head(long startOffset, int records) {
    Head next() {
      return new Head(startOffset, records + 1);
    }
  }

  AivenObjects(AivenLayout layout) {
    this.layout = layout;
    json = new AivenJson(layout);
  }

  void add(SinkRecord record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
    Head head = heads.get(partition);
    if (head == null || (layout.maxRecords() > 0 && head.records() >= layout.maxRecords())) {
      head = new Head(record.kafkaOffset(), 0);
    }
    heads.put(partition, head.next());
    objects
        .computeIfAbsent(
            layout.template().key(record, head.startOffset()), key -> new ObjectRecords(layout))
        .add(json.record(record));
  }

  /** Writes all objects; those of later records have other start offsets. */
  void write(ObjectTarget target) {
    objects.forEach((key, records) -> target.put(key, records.end()));
    discard();
  }

  void discard() {
    objects.clear();
    heads.clear();
  }

  /** The records of one object, separated as its format says. */
  private static final class ObjectRecords {
    private final String separator;
    private final String end;
    private final ObjectBody body;
    private String before;

    ObjectRecords(AivenLayout layout) {
      before = layout.isArray() ? "[\n" : "";
      separator = layout.isArray() ? ",\n" : "\n";
      end = layout.isArray() ? "\n]" : "";
      body = new ObjectBody(layout.isGzip());
    }

    void add(byte[] record) {
      body.add(before.getBytes(UTF_8));
      body.add(record);
      before = separator;
    }

    byte[] end() {
      body.add(end.getBytes(UTF_8));
      return body.end();
    }
  }
}
