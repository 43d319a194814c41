package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dead letter as a Kafka message: keyed by object and line, so that a resent one is known. What
 * comes too often goes to the parking topic. Used by the sink's task only.
 */
final class DeadLetterSchema implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 2L;

  /** Some 10 MB when they are all there. */
  private static final int REMEMBERED = 50_000;

  private final String topic;
  private final Parking parking;
  private transient SeenRecords seen;
  private transient Counter parked = new SimpleCounter();

  DeadLetterSchema(String topic, Parking parking) {
    this.topic = topic;
    this.parking = parking;
    this.seen = new SeenRecords(REMEMBERED, parking.attempts());
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    seen = new SeenRecords(REMEMBERED, parking.attempts());
    parked = context.getMetricGroup().counter("parkedRecords");
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    DeadLetterEvent event = event(letter);
    boolean isParked = event.attempt() > parking.attempts();
    if (isParked) {
      parked.inc();
    }
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            isParked ? parking.topic() : topic,
            event.id().getBytes(UTF_8),
            event.toJson(Clock.systemUTC().instant()).getBytes(UTF_8));
    DeadLetterHeaders.of(event)
        .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    return message;
  }

  /** A letter that was sent back as a record is taken out of its envelope, and counts on. */
  private DeadLetterEvent event(DeadLetter letter) {
    Optional<ReturnedDeadLetter> returned = ReturnedDeadLetter.in(letter.record());
    String fingerprint =
        returned
            .map(ReturnedDeadLetter::fingerprint)
            .orElseGet(() -> Fingerprint.of(letter.table(), letter.record()));
    Origin origin =
        new Origin(
            letter.topic(), letter.partition(), letter.offset(), letter.objectKey(), letter.line());
    int remembered = seen.attempt(fingerprint, origin.key());
    int told = returned.map(ReturnedDeadLetter::attempt).orElse(0) + 1;
    return new DeadLetterEvent(
        DeadLetterHeaders.COMPACTOR,
        letter.table(),
        origin,
        letter.reason(),
        DeadLetterEvent.ruleOf(letter.reason()),
        fingerprint,
        Math.max(remembered, told),
        null,
        returned.map(ReturnedDeadLetter::record).orElse(letter.record()));
  }
}
