package dev.kcompact.job.deadletter;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** The Kafka sink of dead letters. */
public final class DeadLetterSink {
  private static final String TRANSACTION_PREFIX = "kcompact-dead-letters";

  private DeadLetterSink() {}

  public static KafkaSink<DeadLetter> create(DeadLetterOptions options) {
    Properties producer = new Properties();
    producer.setProperty("acks", "all");
    producer.setProperty("enable.idempotence", "true");
    producer.setProperty("compression.type", "zstd");
    producer.putAll(options.producer());
    KafkaSinkBuilder<DeadLetter> builder =
        KafkaSink.<DeadLetter>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setKafkaProducerConfig(producer)
            .setDeliveryGuarantee(options.guarantee())
            .setRecordSerializer(new DeadLetterSchema(options.topic()));
    if (options.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder.setTransactionalIdPrefix(TRANSACTION_PREFIX);
    }
    return builder.build();
  }
}
