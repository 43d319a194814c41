package dev.kcompact.finalizer.settings;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.ClientSecrets;
import dev.kcompact.contract.table.Quantities;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.settings.Settings.ServiceNow;
import dev.kcompact.finalizer.settings.Settings.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads settings from variables and collects every mistake. One instance reads once. */
final class SettingsReader {
  private static final String KAFKA = "KCOMPACT_KAFKA_";
  private static final long MEBIBYTE = 1L << 20;
  private static final int MAX_THREADS = 256;

  /** Hosts to which a password may go without TLS. */
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Map<String, String> environment;
  private final List<String> mistakes = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Settings read() {
    Settings settings =
        new Settings(
            directory("KCOMPACT_SOURCE"),
            directory("KCOMPACT_LAKE"),
            directory("KCOMPACT_TABLES"),
            required("KCOMPACT_LOCK_TABLE"),
            required("KCOMPACT_GLUE_DATABASE"),
            kafka(),
            topics(),
            serviceNow(),
            parsed("KCOMPACT_ZONE", "UTC", ZoneId::of, ZoneId.of("UTC")),
            parsed("KCOMPACT_TMP", "/tmp", Path::of, Path.of("/tmp")),
            bytes("KCOMPACT_TMP_BYTES", "8GiB"),
            bytes("KCOMPACT_DUCKDB_MEMORY", half(Optional.empty())),
            bytes("KCOMPACT_DUCKDB_MEMORY", half(text("KCOMPACT_FINALIZE_MEMORY"))),
            threads(),
            bytes("KCOMPACT_SLICE_BYTES", "2GiB"),
            duration("KCOMPACT_TIME_RESERVE", "90s"),
            duration("KCOMPACT_LOCK_DURATION", "2h"),
            runRetention());
    if (!mistakes.isEmpty()) {
      throw new NonRetryableException(
          "The function's environment has "
              + (mistakes.size() == 1 ? "a mistake: " : mistakes.size() + " mistakes: ")
              + String.join("; ", mistakes));
    }
    return settings;
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private String required(String name) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      mistakes.add(name + " is not set");
    }
    return value.orElse("");
  }

  private StorageLocation directory(String name) {
    String value = required(name);
    if (!value.isEmpty()) {
      try {
        return StorageLocation.parseDirectory(value);
      } catch (IllegalArgumentException e) {
        mistakes.add(name + ": " + e.getMessage());
      }
    }
    return StorageLocation.parse("file:///");
  }

  private Map<String, String> kafka() {
    required(KAFKA + "BOOTSTRAP");
    Map<String, String> properties = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA) && !value.isBlank()) {
            String property =
                name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            properties.put(
                property.equals("bootstrap") ? "bootstrap.servers" : property, value.strip());
            ClientSecrets.problem(property, value)
                .ifPresent(problem -> mistakes.add(name + problem));
          }
        });
    return properties;
  }

  private Topics topics() {
    return new Topics(
        text("KCOMPACT_FEEDBACK_TOPIC").orElse("kcompact.feedback"),
        text("KCOMPACT_DEAD_LETTER_TOPIC").orElse("kcompact.dead-letters"),
        text("KCOMPACT_PARKING_TOPIC").orElse("kcompact.parked"),
        count("KCOMPACT_MAX_ATTEMPTS", "3", 1),
        count("KCOMPACT_RETURN_DAYS", "30", 0));
  }

  private int count(String name, String otherwise, int least) {
    int count = parsed(name, otherwise, Integer::valueOf, least);
    if (count < least) {
      mistakes.add(name + " is " + count + "; expected " + least + " or more");
    }
    return count;
  }

  private Optional<ServiceNow> serviceNow() {
    Optional<String> url = text("KCOMPACT_SERVICENOW_URL");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> secret = text("KCOMPACT_SERVICENOW_SECRET");
    if (secret.isEmpty()) {
      mistakes.add(
          "KCOMPACT_SERVICENOW_URL is set without KCOMPACT_SERVICENOW_SECRET; expected the ARN of a"
              + " secret with user and password");
    }
    if (text("KCOMPACT_SERVICENOW_PASSWORD").isPresent()) {
      mistakes.add(
          "KCOMPACT_SERVICENOW_PASSWORD is not supported; put user and password into a secret of"
              + " Secrets Manager, and its ARN into KCOMPACT_SERVICENOW_SECRET");
    }
    URI none = URI.create("http://127.0.0.1/");
    URI uri = parsed("KCOMPACT_SERVICENOW_URL", url.get(), URI::create, none);
    boolean isLoopback = LOOPBACK.contains(String.valueOf(uri.getHost()));
    if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isLoopback)) {
      mistakes.add("KCOMPACT_SERVICENOW_URL is '" + url.get() + "'; expected an https URL");
    }
    return Optional.of(new ServiceNow(uri, secret.orElse(""), text("KCOMPACT_STACK")));
  }

  private long bytes(String name, String otherwise) {
    long bytes = parsed(name, otherwise, Quantities::bytes, 1L);
    if (bytes < 1) {
      mistakes.add(name + " is " + bytes + "; expected a size above 0");
    }
    return bytes;
  }

  private Duration duration(String name, String otherwise) {
    return parsed(name, otherwise, Quantities::duration, Duration.ZERO);
  }

  /** A run must not be deleted while its execution, which may take half a day, still runs. */
  private Duration runRetention() {
    Duration retention = duration("KCOMPACT_RUN_RETENTION", "30d");
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      mistakes.add("KCOMPACT_RUN_RETENTION is " + retention + "; expected 1d or more");
    }
    return retention;
  }

  private int threads() {
    String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
    int threads = parsed("KCOMPACT_DUCKDB_THREADS", processors, Integer::valueOf, 1);
    if (threads < 1 || threads > MAX_THREADS) {
      mistakes.add("KCOMPACT_DUCKDB_THREADS is " + threads + "; expected 1 to " + MAX_THREADS);
    }
    return threads;
  }

  /**
   * Returns half of another function's memory in MB, or of this one's; heap, JVM and DuckDB's
   * margin use the other half.
   */
  private String half(Optional<String> other) {
    return other
        .or(() -> text("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"))
        .filter(mb -> mb.matches("\\d{1,9}"))
        .map(mb -> Long.parseLong(mb) * MEBIBYTE / 2 + "B")
        .orElse("1GiB");
  }

  private <T> T parsed(String name, String otherwise, Function<String, T> parse, T none) {
    String value = text(name).orElse(otherwise);
    try {
      return parse.apply(value);
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      mistakes.add(
          name + (message.startsWith("is ") ? " " + message : " is '" + value + "': " + message));
      return none;
    }
  }
}
