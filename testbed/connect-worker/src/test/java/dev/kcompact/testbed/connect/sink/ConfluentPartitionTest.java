package dev.kcompact.testbed.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class ConfluentPartitionTest {
  private static final String LINE = "{\"id\":%d,\"price\":\"B8Y=\",\"at\":0}\n";

  private final WrittenObjects target = new WrittenObjects();

  private ConfluentPartition partition(String... more) {
    Map<String, String> properties = new HashMap<>(Map.of("flush.size", "2"));
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return new ConfluentPartition(
        ConfluentLayout.of(properties), target, new TopicPartition("orders", 3));
  }

  @Test
  void writesAnObjectForFlushSizeRecords() {
    ConfluentPartition partition = partition();
    for (int i = 5; i < 10; i++) {
      partition.add(SinkRecords.struct(i), 0);
    }
    assertThat(target.objects())
        .containsExactly(
            Map.entry(
                "topics/orders/partition=3/orders+3+0000000005.json",
                LINE.formatted(5) + LINE.formatted(6)),
            Map.entry(
                "topics/orders/partition=3/orders+3+0000000007.json",
                LINE.formatted(7) + LINE.formatted(8)));
    assertThat(partition.writtenTo()).as("the last record is in no object").hasValue(9);
  }

  @Test
  void offsetsInterleaveBetweenDirectories() {
    ConfluentPartition partition =
        partition(
            "flush.size",
            "4",
            "partitioner.class",
            "TimeBasedPartitioner",
            "path.format",
            "'day'=dd",
            "timezone",
            "UTC");
    for (int i = 0; i < 4; i++) {
      partition.add(SinkRecords.struct(i, SinkRecords.MIDNIGHT.minusMillis(i % 2)), 0);
    }
    assertThat(target.objects())
        .containsExactly(
            Map.entry(
                "topics/orders/day=22/orders+3+0000000001.json",
                LINE.formatted(1) + LINE.formatted(3)),
            Map.entry(
                "topics/orders/day=23/orders+3+0000000000.json",
                LINE.formatted(0) + LINE.formatted(2)));
  }

  @Test
  void aChangedSchemaEndsTheObject() {
    ConfluentPartition partition = partition("flush.size", "10");
    partition.add(SinkRecords.struct(0), 0);
    partition.add(
        SinkRecords.record(
            1, SinkRecords.MIDNIGHT, new SchemaAndValue(Schema.STRING_SCHEMA, "{\"id\":1}")),
        0);
    assertThat(target.objects().values()).containsExactly(LINE.formatted(0));
    assertThat(partition.writtenTo()).hasValue(1);
  }

  @Test
  void writesWhatHasWaited() {
    ConfluentPartition partition = partition("rotate.schedule.interval.ms", "1000");
    partition.add(SinkRecords.struct(0), 500);
    partition.writeIfDue(1499);
    assertThat(target.objects()).isEmpty();
    assertThat(partition.writtenTo()).isEmpty();
    partition.writeIfDue(1500);
    assertThat(target.objects()).hasSize(1);
    assertThat(partition.writtenTo()).hasValue(1);
  }

  @Test
  void textsAndMapsAreWrittenByJackson() {
    ConfluentPartition partition = partition();
    partition.add(
        SinkRecords.record(
            0, SinkRecords.MIDNIGHT, new SchemaAndValue(null, Map.of("money", 1.69E8))),
        0);
    partition.add(
        SinkRecords.record(1, SinkRecords.MIDNIGHT, new SchemaAndValue(null, "{\"id\":1}")), 0);
    assertThat(target.objects().values())
        .containsExactly("{\"money\":1.69E8}\n\"{\\\"id\\\":1}\"\n");
  }

  @Test
  void keysAndHeadersAreBesideTheValues() {
    ConfluentPartition partition =
        partition(
            "store.kafka.keys",
            "true",
            "store.kafka.headers",
            "true",
            "behavior.on.null.values",
            "write");
    partition.add(SinkRecords.withHeaders(SinkRecords.struct(0)), 0);
    partition.add(SinkRecords.withHeaders(SinkRecords.tombstone(1)), 0);
    String headers =
        "{\"headers\":[{\"key\":\"source\",\"value\":\"app\"},{\"key\":\"n\",\"value\":\"7\"}]}\n";
    assertThat(target.objects())
        .containsExactly(
            Map.entry("topics/orders/partition=3/orders+3+0000000000.headers.json", headers),
            Map.entry("topics/orders/partition=3/orders+3+0000000000.json", LINE.formatted(0)),
            Map.entry("topics/orders/partition=3/orders+3+0000000000.keys.json", "{\"id\":0}\n"),
            Map.entry("topics/orders/tombstone/orders+3+0000000001.headers.json", headers),
            Map.entry("topics/orders/tombstone/orders+3+0000000001.keys.json", "{\"id\":1}\n"));
  }

  @Test
  void ignoredTombstonesAreWrittenToNoObjectButCommitted() {
    ConfluentPartition partition = partition("behavior.on.null.values", "ignore");
    partition.add(SinkRecords.tombstone(0), 0);
    assertThat(target.objects()).isEmpty();
    assertThat(partition.writtenTo()).hasValue(1);
  }

  @Test
  void refusesRecordsThatItCannotWrite() {
    assertThatThrownBy(() -> partition().add(SinkRecords.tombstone(0), 0))
        .as("by default")
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> partition("store.kafka.headers", "true").add(SinkRecords.struct(0), 0))
        .as("no headers")
        .isInstanceOf(DataException.class);
    assertThatThrownBy(
            () -> partition("format.class", "ByteArrayFormat").add(SinkRecords.struct(0), 0))
        .as("no bytes")
        .isInstanceOf(DataException.class);
  }

  @Test
  void refusesContradictions() {
    for (List<String> wrong :
        List.of(
            List.of("flush.size", "0"),
            List.of("behavior.on.null.values", "write"),
            List.of("behavior.on.null.values", "keep"),
            List.of("partitioner.class", "TimeBasedPartitioner"),
            List.of("partitioner.class", "FieldPartitioner"),
            List.of("s3.compression.type", "zstd"))) {
      assertThatThrownBy(() -> partition(wrong.get(0), wrong.get(1)))
          .as("%s", wrong)
          .isInstanceOf(ConfigException.class);
    }
  }
}
