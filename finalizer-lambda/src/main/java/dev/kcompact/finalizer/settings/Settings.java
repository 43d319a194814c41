package dev.kcompact.finalizer.settings;

import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the environment; docs/handlers.md has the variables.
 *
 * @param source directory of the raw objects
 * @param lake directory of the lake
 * @param tables directory of the table definitions
 * @param lockTable DynamoDB table
 * @param glueDatabasePrefix the database of a domain is {@code <prefix>_<domain>}
 * @param kafka producer properties, bootstrap servers among them
 * @param topics where events and invalid records go
 * @param serviceNow empty: no incidents
 * @param zone in which the day before a scheduled time is determined
 * @param tmp folder for files and spill
 * @param tmpBytes largest number of bytes stored there
 * @param duckDbMemoryBytes DuckDB's limit
 * @param duckDbThreads DuckDB's threads
 * @param workUnitBytes uncompressed Parquet bytes of one work unit
 * @param timeReserve no hash bucket is started with less time left than this
 * @param runRetention how long a run is kept that is neither published nor the one before
 * @param lockDuration after which the lock of an unknown owner may be taken over
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
   * @param feedback for one event for each table and day
   * @param deadLetters for invalid records
   * @param parking for records that were sent {@code attempts} times before
   * @param attempts how often a record is sent to the dead letter topic
   * @param memory number of days in which a record is recognised
   */
  public record Topics(
      String feedback, String deadLetters, String parking, int attempts, int memory) {}

  /** The ServiceNow instance and its credentials: a secret's name, or a user and password. */
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
