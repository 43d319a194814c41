package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Options of the dead letter sink.
 *
 * @param bootstrapServers of Kafka
 * @param retryLimit of a record that fails again
 * @param transactionPrefix prefix of the ids of the job's transactions, with delivery exactly once:
 *     unique among the applications of a Kafka cluster, and the same for the job's lifetime
 * @param producer further properties of the producer, such as those for TLS, SASL or IAM
 */
public record DeadLetterOptions(
    String bootstrapServers,
    String topic,
    RetryLimit retryLimit,
    DeliveryGuarantee guarantee,
    String transactionPrefix,
    Map<String, String> producer)
    implements Serializable {
  public DeadLetterOptions {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(retryLimit, "retryLimit is null");
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

  /** Omits the values of the producer's properties, which may be passwords. */
  @Override
  public String toString() {
    return "DeadLetterOptions[bootstrapServers="
        + bootstrapServers
        + ", topic="
        + topic
        + ", retryLimit="
        + retryLimit
        + ", guarantee="
        + guarantee
        + ", transactionPrefix="
        + transactionPrefix
        + ", producer="
        + producer.keySet()
        + "]";
  }
}
