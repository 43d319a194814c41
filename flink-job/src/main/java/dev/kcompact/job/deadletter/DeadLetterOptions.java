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
 * @param transactionPrefix prefix of transactional ids with exactly-once delivery; unique in the
 *     Kafka cluster and constant for the job's lifetime
 * @param producer further properties of the producer, such as for TLS, SASL or IAM
 * @param onUnavailable what to do while Kafka is unavailable
 */
public record DeadLetterOptions(
    String bootstrapServers,
    String topic,
    RetryLimit retryLimit,
    DeliveryGuarantee guarantee,
    String transactionPrefix,
    Map<String, String> producer,
    OnUnavailable onUnavailable)
    implements Serializable {

  /** What to do with dead letters while Kafka is unavailable. */
  public enum OnUnavailable {
    /** Commits no file before Kafka has its dead letters. Files without any are committed. */
    WAIT,
    /** Commits files without sending their dead letters, and leaves these to the finalizer. */
    SKIP
  }

  /**
   * Limits a record's attempts, so that an uncorrected record is not sent back and forth forever.
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
    requireNonNull(onUnavailable, "onUnavailable is null");
    producer = Map.copyOf(producer);
    checkArgument(
        guarantee != DeliveryGuarantee.NONE,
        "guarantee is none; expected at-least-once or exactly-once");
    checkArgument(
        onUnavailable == OnUnavailable.WAIT || guarantee == DeliveryGuarantee.AT_LEAST_ONCE,
        "onUnavailable is skip; expected the guarantee at-least-once with it");
    checkArgument(!transactionPrefix.isBlank(), "transactionPrefix is blank");
  }

  /**
   * Whether the job runs while Kafka is unavailable. Transactions need Kafka when the job starts,
   * and for each checkpoint.
   */
  public boolean canDoWithoutKafka() {
    return guarantee == DeliveryGuarantee.AT_LEAST_ONCE;
  }

  /** Omits the values of the producer's properties, which may be passwords. */
  @Override
  public String toString() {
    return "DeadLetterOptions[bootstrapServers=%s, topic=%s, retryLimit=%s, guarantee=%s, transactionPrefix=%s, producer=%s, onUnavailable=%s]"
        .formatted(
            bootstrapServers,
            topic,
            retryLimit,
            guarantee,
            transactionPrefix,
            producer.keySet(),
            onUnavailable);
  }
}
