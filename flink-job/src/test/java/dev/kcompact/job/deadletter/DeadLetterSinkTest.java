package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Fingerprint;
import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.job.deadletter.DeadLetterOptions.OnUnavailable;
import dev.kcompact.job.deadletter.DeadLetterOptions.RetryLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages and producer properties. */
class DeadLetterSinkTest {
  private static final RetryLimit LIMIT = new RetryLimit("parked", 3);

  static DeadLetterOptions options() {
    return options(Map.of());
  }

  private static DeadLetterOptions options(Map<String, String> producer) {
    return new DeadLetterOptions(
        "127.0.0.1:1",
        "letters",
        LIMIT,
        DeliveryGuarantee.EXACTLY_ONCE,
        "kcompact:s3://lake/",
        producer,
        DeadLetterOptions.OnUnavailable.WAIT);
  }

  static DeadLetterOptions options(DeliveryGuarantee guarantee, OnUnavailable mode) {
    return new DeadLetterOptions("127.0.0.1:1", "letters", LIMIT, guarantee, "x", Map.of(), mode);
  }

  /** A job that continues without Kafka does not keep its checkpoint waiting for long. */
  @ParameterizedTest
  @EnumSource
  void aJobThatCanDoWithoutKafkaGivesUpAfterAMinute(OnUnavailable mode) {
    assertThat(DeadLetterSink.producer(options(DeliveryGuarantee.AT_LEAST_ONCE, mode)))
        .containsEntry("delivery.timeout.ms", "60000")
        .containsEntry("max.block.ms", "60000");
  }

  @Test
  void transactionsWaitForFiveMinutes() {
    assertThat(DeadLetterSink.producer(options(DeliveryGuarantee.EXACTLY_ONCE, OnUnavailable.WAIT)))
        .containsEntry("delivery.timeout.ms", "300000");
  }

  /** Opens a producer with these properties; it never connects. */
  private static void open(Map<String, String> producer) {
    Properties properties = DeadLetterSink.producer(options(producer));
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    ByteArraySerializer bytes = new ByteArraySerializer();
    new KafkaProducer<>(properties, bytes, bytes).close(Duration.ZERO);
  }

  private final DeadLetterSchema schema = new DeadLetterSchema("letters", LIMIT);

  private static DeadLetter letter(String object, int line, String reason, byte[] record) {
    String fingerprint = Fingerprint.of("orders", record);
    return new DeadLetter("orders", "t", 2, 7L, object, line, reason, record, false, fingerprint);
  }

  private ProducerRecord<byte[], byte[]> send(String object, int line, byte[] record) {
    return schema.serialize(letter(object, line, "malformed_json:/id", record), null, null);
  }

  private static String header(ProducerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void aMessageHasTheRecordItsOriginAndItsReason() {
    byte[] record = "{\"id\":".getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> message = send("a/é+0+1.json", 6, record);

    assertThat(message.topic()).isEqualTo("letters");
    assertThat(new String(message.key(), UTF_8)).isEqualTo("a/é+0+1.json#6");
    assertThat(ReturnedDeadLetter.in(message.value()).orElseThrow().record()).isEqualTo(record);
    Map<String, String> headers = new TreeMap<>();
    message.headers().forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(DeadLetterHeaders.CONTENT_TYPE, DeadLetterHeaders.CLOUD_EVENT),
                Map.entry(DeadLetterHeaders.TABLE, "orders"),
                Map.entry(DeadLetterHeaders.TOPIC, "t"),
                Map.entry(DeadLetterHeaders.PARTITION, "2"),
                Map.entry(DeadLetterHeaders.OFFSET, "7"),
                Map.entry(DeadLetterHeaders.OBJECT, "a/é+0+1.json"),
                Map.entry(DeadLetterHeaders.LINE, "6"),
                Map.entry(DeadLetterHeaders.REASON, "malformed_json:/id"),
                Map.entry(DeadLetterHeaders.RULE, "malformed_json"),
                Map.entry(DeadLetterHeaders.FINGERPRINT, Fingerprint.of("orders", record)),
                Map.entry(DeadLetterHeaders.ATTEMPT, "1"),
                Map.entry(DeadLetterHeaders.SOURCE, DeadLetterHeaders.COMPACTOR)));
  }

  /** Records of dead letters are copied back to their source topic. */
  @Test
  void aRecordBeyondItsLimitGoesToTheParkingTopic() {
    byte[] record = "{\"id\":".getBytes(UTF_8);
    List<String> topics = new ArrayList<>();
    for (int lap = 0; lap < 6; lap++) {
      ProducerRecord<byte[], byte[]> message = send("lap" + lap, 0, record);
      topics.add(message.topic() + header(message, DeadLetterHeaders.ATTEMPT));
    }

    assertThat(topics)
        .containsExactly("letters1", "letters2", "letters3", "parked4", "parked4", "parked4");
  }

  /** Messages are copied back in their envelopes, and the job restarts in between. */
  @Test
  void aLetterSentBackInItsEnvelopeIsUnwrappedAndLimitedToo() {
    byte[] record = "{\"id\":".getBytes(UTF_8);
    byte[] value = record;
    List<String> topics = new ArrayList<>();
    for (int lap = 0; lap < 4; lap++) {
      ProducerRecord<byte[], byte[]> message =
          new DeadLetterSchema("letters", LIMIT)
              .serialize(letter("lap", lap, "missing:/id", value), null, null);
      topics.add(message.topic());
      assertThat(header(message, DeadLetterHeaders.FINGERPRINT))
          .isEqualTo(Fingerprint.of("orders", record));
      assertThat(ReturnedDeadLetter.in(message.value()).orElseThrow().record()).isEqualTo(record);
      value = message.value();
    }

    assertThat(topics).containsExactly("letters", "letters", "letters", "parked");
  }

  @Test
  void theSameRecordOfTheSamePlaceIsARepetition() {
    byte[] record = "{\"id\":".getBytes(UTF_8);
    for (int i = 0; i < 5; i++) {
      assertThat(header(send("a", 0, record), DeadLetterHeaders.ATTEMPT)).isEqualTo("1");
    }
    assertThat(header(send("b", 0, record), DeadLetterHeaders.ATTEMPT)).isEqualTo("2");
    assertThat(header(send("a", 0, record), DeadLetterHeaders.ATTEMPT)).isEqualTo("1");
  }

  @Test
  void theNumberOfTrackedRecordsIsLimited() {
    AttemptTracker tracker = new AttemptTracker(2, 3);
    tracker.attempt("first", "a");
    tracker.attempt("second", "a");
    assertThat(tracker.attempt("first", "b")).isEqualTo(2);
    tracker.attempt("third", "a");

    assertThat(tracker.attempt("first", "c")).as("used since").isEqualTo(3);
    assertThat(tracker.attempt("second", "b")).as("removed").isEqualTo(1);
  }

  @Test
  void theConfigurationOverridesTheDefaults() {
    assertThat(DeadLetterSink.producer(options(Map.of())))
        .containsEntry("acks", "all")
        .containsEntry("transaction.timeout.ms", "900000")
        .containsEntry("delivery.timeout.ms", "300000");
    assertThat(DeadLetterSink.producer(options(Map.of("transaction.timeout.ms", "60000"))))
        .containsEntry("transaction.timeout.ms", "60000");
  }

  @Test
  void theDefaultsAreValid() {
    open(Map.of());
  }

  /** As in conf/README.md: the class of MSK is found and configures itself. */
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
