package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.job.deadletter.DeadLetterOptions.RetryLimit;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes a dead letter as a Kafka message with object and line as its key, so that duplicates
 * can be recognized. A record beyond its {@link RetryLimit} goes to the parking topic. Used in the
 * sink's task only.
 */
final class DeadLetterSchema implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 2L;

  /** About 10 MB in total. */
  private static final int TRACKED_RECORDS = 50_000;

  private final String topic;
  private final RetryLimit retryLimit;
  private transient AttemptTracker attempts;
  private transient Counter parkedRecords = new SimpleCounter();

  DeadLetterSchema(String topic, RetryLimit retryLimit) {
    this.topic = topic;
    this.retryLimit = retryLimit;
    this.attempts = new AttemptTracker(TRACKED_RECORDS, retryLimit.attempts());
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    attempts = new AttemptTracker(TRACKED_RECORDS, retryLimit.attempts());
    parkedRecords = context.getMetricGroup().counter("parkedRecords");
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    DeadLetterEvent event = event(letter);
    boolean parked = event.attempt() > retryLimit.attempts();
    if (parked) {
      parkedRecords.inc();
    }
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            parked ? retryLimit.parkingTopic() : topic,
            event.id().getBytes(UTF_8),
            event.toJson(Clock.systemUTC().instant()).getBytes(UTF_8));
    DeadLetterHeaders.of(event)
        .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    return message;
  }

  /**
   * Unwraps a dead letter that was sent back as a record and continues its attempts. Any other
   * record that only its place identifies is received for the first time.
   */
  private DeadLetterEvent event(DeadLetter letter) {
    Optional<ReturnedDeadLetter> returned = ReturnedDeadLetter.in(letter.record());
    Origin origin =
        new Origin(
            letter.topic(), letter.partition(), letter.offset(), letter.objectKey(), letter.line());
    String text = returned.map(ReturnedDeadLetter::fingerprint).orElse(letter.fingerprint());
    int tracked = text == null ? 1 : attempts.attempt(text, origin.key());
    int declared = returned.map(ReturnedDeadLetter::attempt).orElse(0) + 1;
    return new DeadLetterEvent(
        DeadLetterHeaders.COMPACTOR,
        letter.table(),
        origin,
        letter.reason(),
        DeadLetterEvent.ruleOf(letter.reason()),
        text == null ? Fingerprint.ofPlace(letter.table(), origin.key()) : text,
        Math.max(tracked, declared),
        null,
        returned.map(ReturnedDeadLetter::record).orElse(letter.record()),
        letter.isCut());
  }
}
