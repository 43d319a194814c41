package dev.kcompact.job.deadletter;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** The Kafka sink of dead letters. */
public final class DeadLetterSink {
  /**
   * How long the producer holds on to what Kafka does not take: well below Flink's checkpoint
   * timeout of ten minutes, and long enough for brokers to be replaced. After that the job fails
   * and starts again from its last checkpoint, in which the records of these letters are not.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * What brokers allow by default; Flink's hour is refused by them. A transaction is open from its
   * first letter until its checkpoint has completed, through a restart if need be.
   */
  private static final Duration TRANSACTION = Duration.ofMinutes(15);

  private DeadLetterSink() {}

  public static KafkaSink<DeadLetter> create(DeadLetterOptions options) {
    KafkaSinkBuilder<DeadLetter> builder =
        KafkaSink.<DeadLetter>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setKafkaProducerConfig(producer(options))
            .setDeliveryGuarantee(options.guarantee())
            .setRecordSerializer(new DeadLetterSchema(options.topic(), options.parking()));
    if (options.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder.setTransactionalIdPrefix(options.transactionPrefix());
    }
    return builder.build();
  }

  /** The producer's properties: what the configuration says, and defaults where it is silent. */
  static Properties producer(DeadLetterOptions options) {
    Properties producer = new Properties();
    producer.setProperty("acks", "all");
    producer.setProperty("enable.idempotence", "true");
    producer.setProperty("compression.type", "zstd");
    producer.setProperty("delivery.timeout.ms", Long.toString(PATIENCE.toMillis()));
    producer.setProperty("max.block.ms", Long.toString(PATIENCE.toMillis()));
    producer.setProperty("transaction.timeout.ms", Long.toString(TRANSACTION.toMillis()));
    producer.putAll(options.producer());
    return producer;
  }
}
