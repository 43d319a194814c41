package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.message.DeadLetterHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What Kafka is told: the message, and the producer's properties. */
class DeadLetterSinkTest {
  private static DeadLetterOptions options(Map<String, String> producer) {
    return new DeadLetterOptions(
        "127.0.0.1:1", "letters", DeliveryGuarantee.EXACTLY_ONCE, "kcompact:s3://lake/", producer);
  }

  /** Opens a producer with these properties; it connects in its own time, and here never does. */
  private static void open(Map<String, String> producer) {
    Properties properties = DeadLetterSink.producer(options(producer));
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    ByteArraySerializer bytes = new ByteArraySerializer();
    new KafkaProducer<>(properties, bytes, bytes).close(Duration.ZERO);
  }

  @Test
  void aMessageSaysWhereItsRecordIsAndWhyItIsDead() {
    byte[] record = "{\"id\":".getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> message =
        new DeadLetterSchema("letters")
            .serialize(
                new DeadLetter("orders", "a/é+0+1.json", 6, "malformed_json:/id", record),
                null,
                null);
    assertThat(message.topic()).isEqualTo("letters");
    assertThat(new String(message.key(), UTF_8)).isEqualTo("a/é+0+1.json#6");
    assertThat(message.value()).isEqualTo(record);
    Map<String, String> headers = new TreeMap<>();
    message.headers().forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                DeadLetterHeaders.TABLE, "orders",
                DeadLetterHeaders.OBJECT, "a/é+0+1.json",
                DeadLetterHeaders.LINE, "6",
                DeadLetterHeaders.REASON, "malformed_json:/id",
                DeadLetterHeaders.ATTEMPT, "1",
                DeadLetterHeaders.SOURCE, DeadLetterHeaders.COMPACTOR));
  }

  @Test
  void theConfigurationHasTheLastWord() {
    assertThat(DeadLetterSink.producer(options(Map.of())))
        .containsEntry("acks", "all")
        .containsEntry("transaction.timeout.ms", "900000")
        .containsEntry("delivery.timeout.ms", "300000");
    assertThat(DeadLetterSink.producer(options(Map.of("transaction.timeout.ms", "60000"))))
        .containsEntry("transaction.timeout.ms", "60000");
  }

  @Test
  void theDefaultsAreAProducers() {
    open(Map.of());
  }

  /** As conf/README.md has it; MSK's class is found, and configures itself. */
  @Test
  void mskIsReachedByIamWithPropertiesAlone() {
    Map<String, String> iam =
        Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "AWS_MSK_IAM",
            "sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;",
            "sasl.client.callback.handler.class",
                "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    open(iam);
    Map<String, String> misspelt = new TreeMap<>(iam);
    misspelt.put("sasl.jaas.config", "software.amazon.msk.auth.iam.LoginModule required;");
    assertThatThrownBy(() -> open(misspelt)).isInstanceOf(KafkaException.class);
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(options(Map.of("sasl.jaas.config", "password=hidden")).toString())
        .contains("sasl.jaas.config")
        .doesNotContain("hidden");
  }
}
