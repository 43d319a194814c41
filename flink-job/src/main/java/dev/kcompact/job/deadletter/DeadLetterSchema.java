package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.message.DeadLetterHeaders;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** A dead letter as a Kafka message: keyed by object and line, so that a resent one is known. */
final class DeadLetterSchema implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final String FIRST_ATTEMPT = "1";

  private final String topic;

  DeadLetterSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    String key = DeadLetterHeaders.key(letter.objectKey(), letter.line());
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, key.getBytes(UTF_8), letter.record());
    Headers headers = message.headers();
    add(headers, DeadLetterHeaders.TABLE, letter.table());
    add(headers, DeadLetterHeaders.OBJECT, letter.objectKey());
    add(headers, DeadLetterHeaders.LINE, Integer.toString(letter.line()));
    add(headers, DeadLetterHeaders.REASON, letter.reason());
    add(headers, DeadLetterHeaders.ATTEMPT, FIRST_ATTEMPT);
    add(headers, DeadLetterHeaders.SOURCE, DeadLetterHeaders.COMPACTOR);
    return message;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
