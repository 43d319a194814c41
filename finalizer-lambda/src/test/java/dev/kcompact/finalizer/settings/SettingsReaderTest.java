package dev.kcompact.finalizer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.NonRetryableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KCOMPACT_SOURCE", "s3://kconnect",
          "KCOMPACT_LAKE", "s3://lake/here/",
          "KCOMPACT_TABLES", "file:///conf/",
          "KCOMPACT_LOCK_TABLE", "locks",
          "KCOMPACT_GLUE_DATABASE", "lake",
          "KCOMPACT_KAFKA_BOOTSTRAP", "a:9092");

  @Test
  void hasDefaults() {
    Settings settings = new SettingsReader(LEAST).read();

    assertThat(settings.source()).isEqualTo(StorageLocation.parse("s3://kconnect/"));
    assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "a:9092"));
    assertThat(settings.topics())
        .isEqualTo(
            new Settings.Topics(
                "kcompact.feedback", "kcompact.dead-letters", "kcompact.parked", 3, 30));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(settings.duckDbMemoryBytes()).isEqualTo(1L << 30);
    assertThat(settings.timeReserve()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.serviceNow()).isEmpty();
  }

  @Test
  void readsWhatIsSet() {
    Settings settings =
        with(
            Map.of(
                "KCOMPACT_KAFKA_SECURITY_PROTOCOL", "SSL",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "8192",
                "KCOMPACT_ZONE", "America/Sao_Paulo",
                "KCOMPACT_SERVICENOW_URL", "https://example.service-now.com",
                "KCOMPACT_SERVICENOW_SECRET", "arn:s",
                "KCOMPACT_STACK", "lake.1.us-east-1"));

    assertThat(settings.kafka()).containsEntry("security.protocol", "SSL");
    assertThat(settings.duckDbMemoryBytes()).isEqualTo(4L << 30);
    assertThat(settings.serviceNow().orElseThrow().secret()).isEqualTo("arn:s");
    assertThat(settings.serviceNow().orElseThrow().stack()).contains("lake.1.us-east-1");
  }

  /** Everybody who may describe the function would read it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KCOMPACT_SERVICENOW_PASSWORD                       | hidden
          KCOMPACT_KAFKA_SASL_JAAS_CONFIG                    | x.ScramLoginModule required username="u" password="hidden";
          KCOMPACT_KAFKA_SASL_JAAS_CONFIG                    | x.PlainLoginModule required password = hidden;
          KCOMPACT_KAFKA_SASL_JAAS_CONFIG                    | x.OAuthBearerLoginModule required clientSecret="hidden";
          KCOMPACT_KAFKA_SASL_JAAS_CONFIG                    | x.LoginModule required secret="arn:s" password="hidden";
          KCOMPACT_KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET      | hidden
          KCOMPACT_KAFKA_SSL_KEYSTORE_PASSWORD               | hidden
          KCOMPACT_KAFKA_SSL_TRUSTSTORE_PASSWORD             | hidden
          KCOMPACT_KAFKA_SSL_KEY_PASSWORD                    | hidden
          KCOMPACT_KAFKA_SSL_KEYSTORE_KEY                    | hidden
          """)
  void refusesAPasswordInAVariable(String name, String value) {
    assertThatThrownBy(
            () ->
                with(
                    Map.of(
                        name,
                        value,
                        "KCOMPACT_SERVICENOW_URL",
                        "https://x",
                        "KCOMPACT_SERVICENOW_SECRET",
                        "s")))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageStartingWith("The function's environment has a mistake: " + name + " ")
        .hasMessageContaining("a secret of Secrets Manager")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.msk.auth.iam.IAMLoginModule required;",
        "org.apache.kafka.common.security.scram.ScramLoginModule required secret=\"arn:s\";"
      })
  void takesALoginThatNamesASecret(String login) {
    assertThat(with(Map.of("KCOMPACT_KAFKA_SASL_JAAS_CONFIG", login)).kafka())
        .containsEntry("sasl.jaas.config", login);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.service-now.com",
        "http://127.0.0.1.example.com/",
        "http://localhost@example.com/",
        "ftp://127.0.0.1/",
        "example.service-now.com"
      })
  void aPasswordIsSentByTlsOnly(String url) {
    assertThatThrownBy(
            () -> with(Map.of("KCOMPACT_SERVICENOW_URL", url, "KCOMPACT_SERVICENOW_SECRET", "s")))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("'" + url + "'; expected an https URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://x.service-now.com",
        "http://127.0.0.1:8080/",
        "http://localhost/",
        "http://[::1]:1/"
      })
  void aLoopbackNeedsNoTls(String url) {
    assertThat(
            with(Map.of("KCOMPACT_SERVICENOW_URL", url, "KCOMPACT_SERVICENOW_SECRET", "s"))
                .serviceNow())
        .isPresent();
  }

  /** Plan's own DuckDB must fit its function, whatever Finalize has. */
  @Test
  void planPlansForFinalizeButUsesItsOwnMemory() {
    Settings plan =
        with(
            Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048", "KCOMPACT_FINALIZE_MEMORY", "10240"));

    assertThat(plan.duckDbMemoryBytes()).isEqualTo(1L << 30);
    assertThat(plan.finalizeMemoryBytes()).isEqualTo(5L << 30);
  }

  @Test
  void locationsAreTakenLiterally() {
    Settings settings =
        with(
            Map.of(
                "KCOMPACT_SOURCE", "s3://kconnect/a b%20c",
                "KCOMPACT_LAKE", "file:///data/my lake%2F/",
                "KCOMPACT_TABLES", "s3://lake/c#d?e"));

    assertThat(settings.source()).hasToString("s3://kconnect/a b%20c/");
    assertThat(settings.source().path()).isEqualTo("a b%20c/");
    assertThat(settings.lake().toPath()).isEqualTo(Path.of("/data/my lake%2F"));
    assertThat(settings.tables().path()).isEqualTo("c#d?e/");
  }

  @Test
  void eachMalformedLocationHasItsOwnMessage() {
    assertThatThrownBy(
            () ->
                with(
                    Map.of(
                        "KCOMPACT_SOURCE", "s3a://kconnect/",
                        "KCOMPACT_LAKE", "s3:///topics/",
                        "KCOMPACT_TABLES", "conf/")))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("has 3 mistakes")
        .hasMessageContaining("KCOMPACT_SOURCE: location has a scheme of Hadoop")
        .hasMessageContaining("KCOMPACT_LAKE: location names no bucket")
        .hasMessageContaining("KCOMPACT_TABLES: location has no scheme");
  }

  @Test
  void namesEveryMistake() {
    assertThatThrownBy(
            () ->
                new SettingsReader(
                        Map.of(
                            "KCOMPACT_SOURCE", "ftp://x/",
                            "KCOMPACT_ZONE", "Mars",
                            "KCOMPACT_SLICE_BYTES", "much",
                            "KCOMPACT_DUCKDB_THREADS", "0",
                            "KCOMPACT_RUN_RETENTION", "12h",
                            "KCOMPACT_MAX_ATTEMPTS", "0",
                            "KCOMPACT_SERVICENOW_URL", "https://x"))
                    .read())
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("has 12 mistakes")
        .hasMessageContaining(
            "KCOMPACT_SOURCE: location is neither s3: nor file:, write s3://bucket/prefix/ or"
                + " file:///folder/: 'ftp://x/'")
        .hasMessageContaining("KCOMPACT_LAKE is not set")
        .hasMessageContaining("KCOMPACT_KAFKA_BOOTSTRAP is not set")
        .hasMessageContaining("KCOMPACT_ZONE is 'Mars'")
        .hasMessageContaining("KCOMPACT_SLICE_BYTES is 'much'; expected a size such as 128MiB")
        .hasMessageContaining("KCOMPACT_DUCKDB_THREADS is 0; expected 1 to 256")
        .hasMessageContaining("KCOMPACT_RUN_RETENTION is PT12H; expected 1d or more")
        .hasMessageContaining("KCOMPACT_MAX_ATTEMPTS is 0; expected 1 or more")
        .hasMessageContaining("KCOMPACT_SERVICENOW_URL is set without KCOMPACT_SERVICENOW_SECRET");
  }

  private static Settings with(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(more);
    return new SettingsReader(environment).read();
  }
}
