package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Where dead letters go.
 *
 * @param bootstrapServers of Kafka
 * @param parking where they go that come too often
 * @param transactionPrefix what the ids of the job's transactions begin with, where they are
 *     delivered exactly once: no other application on the same Kafka has it, and the same job has
 *     it for ever
 * @param producer further properties of the producer, such as those for TLS, SASL or IAM
 */
public record DeadLetterOptions(
    String bootstrapServers,
    String topic,
    Parking parking,
    DeliveryGuarantee guarantee,
    String transactionPrefix,
    Map<String, String> producer)
    implements Serializable {
  public DeadLetterOptions {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(parking, "parking is null");
    requireNonNull(guarantee, "guarantee is null");
    producer = Map.copyOf(producer);
    if (guarantee == DeliveryGuarantee.NONE) {
      throw new IllegalArgumentException(
          "guarantee is none; expected at-least-once or exactly-once");
    }
    if (transactionPrefix.isBlank()) {
      throw new IllegalArgumentException("transactionPrefix is blank");
    }
  }

  /** Without the values of the producer's properties, for passwords are among them. */
  @Override
  public String toString() {
    return "DeadLetterOptions[bootstrapServers="
        + bootstrapServers
        + ", topic="
        + topic
        + ", parking="
        + parking
        + ", guarantee="
        + guarantee
        + ", transactionPrefix="
        + transactionPrefix
        + ", producer="
        + producer.keySet()
        + "]";
  }
}
