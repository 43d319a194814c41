package dev.kcompact.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.job.deadletter.DeadLetterOptions.OnUnavailable;
import dev.kcompact.job.deadletter.DeadLetterOptions.RetryLimit;
import dev.kcompact.job.decode.DecodeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOptionsTest {
  private final Map<String, String> job =
      new HashMap<>(
          Map.of("source", "s3://kconnect", "lake", "s3://lake/", "tables", "file:///conf/"));
  private final Map<String, String> kafka = new HashMap<>();

  private JobOptions read() {
    return JobOptions.read(new RuntimeProperties(Map.of("kcompact", job, "kafka", kafka)));
  }

  @Test
  void threeLocationsAreRequired() {
    JobOptions options = read();
    assertThat(options.source().source().toString()).isEqualTo("s3://kconnect/");
    assertThat(options.source().pollInterval().min()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.source().bounded()).isFalse();
    assertThat(options.deadLetters()).isNull();
  }

  @Test
  void locationsAreTakenLiterally() {
    job.put("source", "s3://kconnect/a b/100%/%20");
    job.put("lake", "file:///my lake/50%/");
    job.put("tables", "s3://conf/new tables");
    JobOptions options = read();
    assertThat(options.source().source().path()).isEqualTo("a b/100%/%20/");
    assertThat(options.compactor().source()).isEqualTo(options.source().source());
    assertThat(options.source().lake().toPath()).isEqualTo(Path.of("/my lake/50%"));
    assertThat(options.tables()).hasToString("s3://conf/new tables/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kconnect         | location has no scheme, write s3://bucket/prefix/ or file:///folder/: 'kconnect'",
        "s3a://kconnect/  | location has a scheme of Hadoop, write s3:// instead: 's3a://kconnect/'",
        "s3:kconnect      | location of S3 does not start with s3://: 's3:kconnect'",
        "s3://my bucket/  | location has no valid bucket name: 's3://my bucket/'",
        "file://host/raw  | location of a file names a host, write file:///folder/: 'file://host/raw'"
      })
  void eachBadLocationHasItsOwnMessage(String location, String message) {
    for (String name : List.of("source", "lake", "tables")) {
      job.put(name, location);
      assertThatThrownBy(this::read)
          .hasMessage("The runtime properties are invalid:\n  kcompact/" + name + ": " + message);
      job.put(name, "s3://kconnect/");
    }
  }

  @Test
  void kafkaPropertiesArePassedToTheProducer() {
    kafka.put("bootstrap.servers", "b-1:9098");
    kafka.put("delivery-guarantee", "exactly-once");
    kafka.put("producer.security.protocol", "SASL_SSL");
    assertThat(read().deadLetters())
        .satisfies(
            options -> {
              assertThat(options.guarantee()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
              assertThat(options.producer()).containsEntry("security.protocol", "SASL_SSL");
              assertThat(options.topic()).isEqualTo("kcompact.dead-letters");
              assertThat(options.retryLimit()).isEqualTo(new RetryLimit("kcompact.parked", 3));
              assertThat(options.transactionPrefix()).isEqualTo("kcompact:s3://lake/");
            });
  }

  @Test
  void lessThanAPageMayNotBeTheLimitOfPendingObjects() {
    job.put("discovery.max-pending-objects", "999");
    assertThatThrownBy(this::read)
        .hasMessageContaining(
            "kcompact/discovery.max-pending-objects: is '999'; expected 1000 or more");
    job.put("discovery.max-pending-objects", "1000");
    assertThat(read().source().discovery().intake().maxObjects()).isEqualTo(1_000);
  }

  /** Everybody who may describe the application would read it. */
  @Test
  void aPasswordIsRefused() {
    kafka.put("bootstrap.servers", "b-1:9098");
    kafka.put("producer.ssl.keystore.password", "hidden");
    kafka.put("producer.sasl.jaas.config", "x.ScramLoginModule required password=\"hidden\";");

    assertThatThrownBy(this::read)
        .hasMessageContaining("kafka/producer.sasl.jaas.config: has a password or key; put it into")
        .hasMessageContaining("kafka/producer.ssl.keystore.password: has a password or key")
        .hasMessageNotContaining("hidden");
    kafka.put("producer.ssl.keystore.password", "${file:/run/kafka.properties:store}hidden");
    assertThatThrownBy(this::read)
        .hasMessageContaining("kafka/producer.ssl.keystore.password: has a password or key");
    kafka.put("producer.ssl.keystore.password", "${file:/run/kafka.properties:store}");
    kafka.put("producer.sasl.jaas.config", "x.ScramLoginModule required secret=\"arn:s\";");
    assertThat(read().deadLetters()).isNotNull();
  }

  @Test
  void deadLettersWaitForKafkaOrAreSkipped() {
    kafka.put("bootstrap.servers", "b-1:9098");
    assertThat(read().deadLetters().onUnavailable()).isEqualTo(OnUnavailable.WAIT);
    kafka.put("dead-letter.on-unavailable", "wait");
    assertThat(read().deadLetters().onUnavailable()).isEqualTo(OnUnavailable.WAIT);
    kafka.put("dead-letter.on-unavailable", "skip");
    assertThat(read().deadLetters().onUnavailable()).isEqualTo(OnUnavailable.SKIP);
    kafka.put("delivery-guarantee", "exactly-once");
    assertThatThrownBy(this::read)
        .hasMessageContaining(
            "kafka/dead-letter.on-unavailable: is 'skip' with delivery-guarantee exactly-once;"
                + " expected at-least-once, or wait");
    kafka.put("dead-letter.on-unavailable", "drop");
    assertThatThrownBy(this::read)
        .hasMessageContaining("kafka/dead-letter.on-unavailable: is 'drop'; expected wait or skip");
  }

  @Test
  void aNotificationQueueNeedsASourceOnS3() {
    assertThat(read().notifications()).isNull();
    job.put("notifications.queue", "https://sqs.sa-east-1.amazonaws.com/123456789012/raw");
    assertThat(read().notifications()).isNotNull();
    job.put("source", "file:///raw/");
    assertThatThrownBy(this::read)
        .hasMessageContaining("kcompact/notifications.queue: reports objects on S3 only");
    job.put("notifications.queue", "raw");
    assertThatThrownBy(this::read)
        .hasMessageContaining("kcompact/notifications.queue: is 'raw'; expected a queue's URL");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    job.remove("lake");
    job.put("source", "ftp://x/");
    job.put("poll-interval", "soon");
    job.put("fetch.concurrency", "0");
    job.put("bounded", "yes");
    job.put("parquet.zstd-level", "99");
    job.put("gruop.max-wait", "1m");
    job.put("s3.access-key", "only one");
    kafka.put("delivery-guarantee", "none");
    kafka.put("max-attempts", "0");
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kcompact/lake: is missing; expected s3://bucket/prefix/")
        .hasMessageContaining("kcompact/source: location is neither s3: nor file:")
        .hasMessageContaining("kcompact/poll-interval: is 'soon'")
        .hasMessageContaining("kcompact/fetch.concurrency: is '0'")
        .hasMessageContaining("kcompact/bounded: is 'yes'")
        .hasMessageContaining("kcompact/parquet: zstdLevel")
        .hasMessageContaining("kcompact/gruop.max-wait: is not a property of kcompact")
        .hasMessageContaining("kcompact/s3.access-key")
        .hasMessageContaining("kafka/max-attempts: is '0'")
        .hasMessageContaining("kafka/delivery-guarantee: is 'none'");
  }

  @Test
  void readsTheFileFormatOfManagedFlink(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("application_properties.json");
    Files.writeString(
        file, "[{\"PropertyGroupId\": \"kcompact\", \"PropertyMap\": {\"source\": \"s3://a/\"}}]");
    assertThat(RuntimeProperties.read(file).group("kcompact")).containsEntry("source", "s3://a/");
    assertThat(RuntimeProperties.read(file).group("other")).isEmpty();
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> RuntimeProperties.read(file)).hasMessageContaining("malformed");
    assertThatThrownBy(() -> RuntimeProperties.read(folder.resolve("none.json")))
        .hasMessageContaining("No runtime properties");
  }

  /** Managed Flink may add other groups. */
  @Test
  void otherGroupsAreIgnored() {
    RuntimeProperties properties =
        new RuntimeProperties(
            Map.of("kcompact", job, "kafka", kafka, "kinesis.analytics", Map.of("a", "b")));
    assertThat(JobOptions.read(properties).source().bounded()).isFalse();
  }

  /** The example in conf/ must be valid. */
  @Test
  void theExampleInConfIsValid() {
    RuntimeProperties example =
        RuntimeProperties.read(Path.of("../conf/job/application_properties.json"));
    assertThat(JobOptions.read(example).deadLetters()).isNotNull();
  }

  @Test
  void secretsAreNotInToString() {
    job.put("s3.access-key", "visible-id");
    job.put("s3.secret-key", "hidden-secret");
    assertThat(read().store().toString()).doesNotContain("hidden-secret");
  }

  @Test
  void limitsOfObjectsRecordsAndNestingAreRead() {
    assertThat(read().compactor().limits()).isEqualTo(DecodeLimits.DEFAULTS);
    job.putAll(
        Map.of("object.max-bytes", "64MiB", "record.max-bytes", "1MiB", "record.max-depth", "9"));

    assertThat(read().compactor().limits())
        .isEqualTo(new DecodeLimits(64 << 20, 1 << 20, 1 << 20, 9, 512 << 10));
  }
}
