package dev.kcompact.job.config;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.ClientSecrets;
import dev.kcompact.job.deadletter.DeadLetterOptions;
import dev.kcompact.job.deadletter.DeadLetterOptions.OnUnavailable;
import dev.kcompact.job.deadletter.DeadLetterOptions.RetryLimit;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/** Reads the property group {@code kafka}. */
final class KafkaProperties {
  private KafkaProperties() {}

  /**
   * Returns null without bootstrap servers. The default transactional id contains the lake, because
   * a lake has exactly one job.
   */
  static @Nullable DeadLetterOptions read(PropertyReader kafka, @Nullable StorageLocation lake) {
    String servers = kafka.getOrNull("bootstrap.servers", text -> text);
    String topic = kafka.get("dead-letter.topic", "kcompact.dead-letters", text -> text);
    String parkingTopic = kafka.get("parking.topic", "kcompact.parked", text -> text);
    int attempts = kafka.get("max-attempts", 3, PropertyReader::positive);
    DeliveryGuarantee guarantee =
        kafka.get(
            "delivery-guarantee", DeliveryGuarantee.AT_LEAST_ONCE, KafkaProperties::guarantee);
    OnUnavailable onUnavailable =
        kafka.get(
            "dead-letter.on-unavailable",
            OnUnavailable.WAIT,
            text -> onUnavailable(text, guarantee));
    String prefix = kafka.get("transactional-id-prefix", "kcompact:" + lake, text -> text);
    Map<String, String> producer = kafka.withPrefix("producer.");
    producer.forEach(
        (name, value) ->
            ClientSecrets.problem(name, value)
                .ifPresent(problem -> kafka.refuse("producer." + name, problem)));
    kafka.refuseUnknown();
    return servers == null
        ? null
        : new DeadLetterOptions(
            servers,
            topic,
            new RetryLimit(parkingTopic, attempts),
            guarantee,
            prefix,
            producer,
            onUnavailable);
  }

  /** A transaction needs Kafka at the job's start, before anything could be skipped. */
  private static OnUnavailable onUnavailable(String text, DeliveryGuarantee guarantee) {
    return switch (text) {
      case "wait" -> OnUnavailable.WAIT;
      case "skip" -> {
        if (guarantee != DeliveryGuarantee.AT_LEAST_ONCE) {
          throw new IllegalArgumentException(
              "is 'skip' with delivery-guarantee exactly-once; expected at-least-once, or wait");
        }
        yield OnUnavailable.SKIP;
      }
      default -> throw new IllegalArgumentException("is '" + text + "'; expected wait or skip");
    };
  }

  private static DeliveryGuarantee guarantee(String text) {
    return switch (text) {
      case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
      case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
      default ->
          throw new IllegalArgumentException(
              "is '" + text + "'; expected at-least-once or exactly-once");
    };
  }
}
