package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.decode.DecodeLimits;
import java.io.Serializable;

/**
 * Options of a compactor.
 *
 * @param source root of the raw objects
 * @param concurrency maximum number of fetches in flight
 * @param maxBytesInFlight maximum bytes of one reader in flight, by the sizes listed
 * @param maxBytesInAll maximum bytes in flight of all readers in a process
 */
public record CompactorOptions(
    StorageLocation source,
    int concurrency,
    long maxBytesInFlight,
    long maxBytesInAll,
    MissingObjectPolicy missingObjects,
    DecodeLimits limits)
    implements Serializable {
  public static final long DEFAULT_BYTES_IN_FLIGHT = 64L << 20;
  public static final long DEFAULT_BYTES_IN_ALL = 128L << 20;

  public CompactorOptions {
    requireNonNull(source, "source is null");
    requireNonNull(missingObjects, "missingObjects is null");
    requireNonNull(limits, "limits is null");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is not positive: " + concurrency);
    }
    if (maxBytesInFlight < 1) {
      throw new IllegalArgumentException("maxBytesInFlight is not positive: " + maxBytesInFlight);
    }
    if (maxBytesInAll < 1) {
      throw new IllegalArgumentException("maxBytesInAll is not positive: " + maxBytesInAll);
    }
  }
}
