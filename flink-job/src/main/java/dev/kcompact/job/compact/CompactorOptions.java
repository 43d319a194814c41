package dev.kcompact.job.compact;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.decode.DecodeLimits;
import java.io.Serializable;

/**
 * Options of a compactor.
 *
 * @param source root of the raw objects
 * @param concurrency maximum number of fetches in flight
 * @param maxBytesInFlight maximum bytes that one reader has in flight, by listed sizes
 * @param maxBytesInAll maximum bytes that all readers of a process have in flight
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

  /** What to do about an object that was deleted after it was listed. */
  public enum MissingObjectPolicy {
    /** Skips, counts and logs the object. */
    SKIP,
    /** Fails the job. */
    FAIL
  }

  public CompactorOptions {
    requireNonNull(source, "source is null");
    requireNonNull(missingObjects, "missingObjects is null");
    requireNonNull(limits, "limits is null");
    requirePositive(concurrency, "concurrency");
    requirePositive(maxBytesInFlight, "maxBytesInFlight");
    requirePositive(maxBytesInAll, "maxBytesInAll");
  }
}
