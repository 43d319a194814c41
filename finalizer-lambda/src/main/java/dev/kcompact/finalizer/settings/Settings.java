package dev.kcompact.finalizer.settings;

import dev.kcompact.contract.location.StorageLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The settings from the environment; docs/handlers.md describes the variables.
 *
 * @param glueDatabasePrefix the database of a domain is {@code <prefix>_<domain>}
 * @param kafka producer properties, including the bootstrap servers
 * @param serviceNow empty: no incidents
 * @param zone in which the day before a scheduled time is determined
 * @param tmp folder for files and spill
 * @param tmpBytes maximum number of bytes stored there
 * @param duckDbMemoryBytes of DuckDB in this function
 * @param finalizeMemoryBytes of DuckDB in Finalize, for which Plan plans
 * @param workUnitBytes uncompressed Parquet bytes of one work unit
 * @param timeReserve no hash bucket is started with less time left than this
 * @param lockDuration after which another execution may take the lock of an unknown owner
 * @param runRetention how long a run is kept that is neither published nor the previous one
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
    long finalizeMemoryBytes,
    int duckDbThreads,
    long workUnitBytes,
    Duration timeReserve,
    Duration lockDuration,
    Duration runRetention) {

  /**
   * @param feedback topic of one event for each table and day
   * @param deadLetters topic of invalid records
   * @param parking topic of records that were sent {@code attempts} times before
   * @param attempts how often a record is sent to the dead letter topic
   * @param memory number of days in which a record is recognized
   */
  public record Topics(
      String feedback, String deadLetters, String parking, int attempts, int memory) {}

  /**
   * @param secret ARN or name of the secret with user and password
   * @param stack distinguishes this stack's incidents from those of others
   */
  public record ServiceNow(URI url, String secret, Optional<String> stack) {}

  public Settings {
    kafka = Map.copyOf(kafka);
  }

  /** Fails with a {@code NonRetryableException} that lists every mistake. */
  public static Settings fromEnvironment() {
    return new SettingsReader(System.getenv()).read();
  }
}
