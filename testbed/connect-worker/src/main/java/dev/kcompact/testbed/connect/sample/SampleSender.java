package dev.kcompact.testbed.connect.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics, sends their records, and writes the rows that must come out, one file of JSON
 * lines for each topic.
 *
 * <p>Arguments: Kafka's bootstrap servers, the folder for the files, the records of each topic.
 */
public final class SampleSender {
  private static final int PARTITIONS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<SampleTopic> TOPICS =
      List.of(
          new TypedRecords("typed"),
          new LooseRecords("loose"),
          new TextRecords("texts"),
          new ChangeRecords("changes"),
          new KeyedRecords("keyed", KeyedRecords.Columns.VALUES),
          new KeyedRecords("paired", KeyedRecords.Columns.SIDE_OBJECTS),
          new KeyedRecords("events", KeyedRecords.Columns.ENVELOPE),
          new LooseRecords("plain"),
          new TypedRecords("wrapped"));

  private SampleSender() {}

  /** Returns when every record is acknowledged. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("Usage: SampleSender BOOTSTRAP DIRECTORY RECORDS");
    }
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    int records = Integer.parseInt(arguments[2]);
    Map<String, Object> kafka = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(TOPICS.stream().map(topic -> kept(topic.name())).toList()).all().get();
    }
    try (KafkaProducer<byte @Nullable [], byte @Nullable []> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (SampleTopic topic : TOPICS) {
        send(producer, topic, records, directory.resolve(topic.name() + ".jsonl"));
      }
    }
  }

  /** A topic that keeps records with old timestamps: the broker deletes them after a week. */
  private static NewTopic kept(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
  }

  private static void send(
      KafkaProducer<byte @Nullable [], byte @Nullable []> producer,
      SampleTopic topic,
      int records,
      Path file)
      throws IOException, InterruptedException, ExecutionException {
    RecordWriter writer = new RecordWriter(topic);
    try (Writer expected = Files.newBufferedWriter(file)) {
      for (int i = 0; i < records; i++) {
        SentRecord record = topic.record(i);
        ProducerRecord<byte @Nullable [], byte @Nullable []> sent =
            writer.write(record, i % PARTITIONS);
        RecordMetadata place = producer.send(sent).get();
        if (record.row() != null) {
          Map<String, @Nullable Object> row = placed(record.row().apply(place), place);
          row.put("_day", LocalDate.ofInstant(record.timestamp(), ZoneOffset.UTC).toString());
          expected.write(JSON.writeValueAsString(row) + "\n");
        }
      }
    }
  }

  private static Map<String, @Nullable Object> placed(
      Map<String, @Nullable Object> row, RecordMetadata place) {
    Map<String, @Nullable Object> placed = new TreeMap<>(row);
    placed.put("_partition", place.partition());
    placed.put("_offset", place.offset());
    return placed;
  }
}
