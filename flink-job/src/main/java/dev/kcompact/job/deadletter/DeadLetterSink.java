package dev.kcompact.job.deadletter;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** The Kafka sink of dead letters. */
public final class DeadLetterSink {
  /**
   * Time that the producer tries to send: less than a checkpoint timeout (ten minutes by default,
   * 60 on Managed Flink), and enough to replace brokers. After that the job fails and restarts from
   * its last checkpoint, which does not contain the records of these dead letters.
   */
  private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(5);

  /**
   * The same for a job that can do without Kafka: when it starts again, it knows that Kafka is
   * unavailable, and continues.
   */
  private static final Duration DELIVERY_TIMEOUT_WITHOUT_KAFKA = Duration.ofMinutes(1);

  /**
   * Maximum that brokers allow by default; they reject Flink's default of an hour. A transaction is
   * open from its first dead letter until its checkpoint completes, even across a restart: Managed
   * Flink's checkpoint timeout needs more, which brokers must allow first.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private DeadLetterSink() {}

  public static KafkaSink<DeadLetter> create(DeadLetterOptions options) {
    KafkaSinkBuilder<DeadLetter> builder =
        KafkaSink.<DeadLetter>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setKafkaProducerConfig(producer(options))
            .setDeliveryGuarantee(options.guarantee())
            .setRecordSerializer(new DeadLetterSchema(options.topic(), options.retryLimit()));
    if (options.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder.setTransactionalIdPrefix(options.transactionPrefix());
    }
    return builder.build();
  }

  static Properties producer(DeadLetterOptions options) {
    Properties producer = new Properties();
    String timeout =
        Long.toString(
            (options.canDoWithoutKafka() ? DELIVERY_TIMEOUT_WITHOUT_KAFKA : DELIVERY_TIMEOUT)
                .toMillis());
    producer.setProperty("acks", "all");
    producer.setProperty("enable.idempotence", "true");
    producer.setProperty("compression.type", "zstd");
    producer.setProperty("delivery.timeout.ms", timeout);
    producer.setProperty("max.block.ms", timeout);
    producer.setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    producer.putAll(options.producer());
    return producer;
  }
}
