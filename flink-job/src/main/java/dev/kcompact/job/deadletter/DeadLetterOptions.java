package dev.kcompact.job.deadletter;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
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

  /**
   * Limit of a record's attempts, so that a record that is sent back without a correction does not
   * circle.
   *
   * @param parkingTopic topic of the attempts beyond the limit
   * @param attempts number of times a record is sent to the dead letter topic
   */
  public record RetryLimit(String parkingTopic, int attempts) implements Serializable {
    public RetryLimit {
      requireNonNull(parkingTopic, "parkingTopic is null");
      checkArgument(!parkingTopic.isBlank(), "parkingTopic is blank");
      requirePositive(attempts, "attempts");
    }
  }

  public DeadLetterOptions {
    requireNonNull(bootstrapServers, "bootstrapServers is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(retryLimit, "retryLimit is null");
    requireNonNull(guarantee, "guarantee is null");
    producer = Map.copyOf(producer);
    checkArgument(
        guarantee != DeliveryGuarantee.NONE,
        "guarantee is none; expected at-least-once or exactly-once");
    checkArgument(!transactionPrefix.isBlank(), "transactionPrefix is blank");
  }

  /** Omits the values of the producer's properties, which may be passwords. */
  @Override
  public String toString() {
    return "DeadLetterOptions[bootstrapServers=%s, topic=%s, retryLimit=%s, guarantee=%s, transactionPrefix=%s, producer=%s]"
        .formatted(
            bootstrapServers, topic, retryLimit, guarantee, transactionPrefix, producer.keySet());
  }
}
