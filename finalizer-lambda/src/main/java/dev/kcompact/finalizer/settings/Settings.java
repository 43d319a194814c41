package dev.kcompact.finalizer.settings;

import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says; docs/handlers.md has the variables.
 *
 * @param source directory of the raw objects
 * @param lake directory of the lake
 * @param tables directory of the table definitions
 * @param lockTable DynamoDB table
 * @param glueDatabasePrefix the database of a domain is {@code <prefix>_<domain>}
 * @param kafka producer properties, bootstrap servers among them
 * @param topics where events and invalid records go
 * @param serviceNow empty: no incidents
 * @param zone tells the day before a scheduled time
 * @param tmp folder for files and spill
 * @param tmpBytes what may be stored there
 * @param duckDbMemoryBytes DuckDB's limit
 * @param duckDbThreads DuckDB's threads
 * @param sliceBytes uncompressed Parquet bytes of one slice
 * @param timeReserve with less time than this left no new table is begun
 * @param runRetention a run that is neither published nor the one before is kept as long
 * @param lockDuration until the lock may be taken over when nothing is known of its owner
 */
public record Settings(
    StorageLocation source,
    StorageLocation lake,
    StorageLocation tables,
    String lockTable,
    String glueDatabasePrefix,
    Map<String, String> kafka,
    Topics topics,
    Optional<ServiceNow> serviceNow,
    ZoneId zone,
    Path tmp,
    long tmpBytes,
    long duckDbMemoryBytes,
    int duckDbThreads,
    long workUnitBytes,
    Duration timeReserve,
    Duration lockDuration,
    Duration runRetention) {

  /**
   * Where messages go.
   *
   * @param feedback for one event a table and day
   * @param deadLetters for invalid records
   * @param parking for those that have come more often than {@code attempts}
   * @param attempts how often a record is sent to the dead letter topic
   * @param memory how many days back a record is recognised
   */
  public record Topics(
      String feedback, String deadLetters, String parking, int attempts, int memory) {}

  /** Where incidents go, and who opens them: a secret's name, or a user with a password. */
  public record ServiceNow(
      URI url, Optional<String> secret, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
      return "ServiceNow[" + url + "]";
    }
  }

  public Settings {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Reads the process's environment.
   *
   * @throws dev.kcompact.finalizer.failure.NonRetryableException naming every mistake
   */
  public static Settings fromEnvironment() {
    return new SettingsReader(System.getenv()).read();
  }
}
