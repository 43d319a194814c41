package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.store.Root;
import java.io.Serializable;

/**
 * What a compactor is told.
 *
 * @param source where the raw objects are
 * @param concurrency most fetches in flight
 * @param maxBytesInFlight most bytes of a reader in flight, by the sizes listed
 * @param maxBytesInAll most bytes in flight of all readers in a process
 */
public record CompactorOptions(
    Root source,
    int concurrency,
    long maxBytesInFlight,
    long maxBytesInAll,
    GonePolicy gone,
    DecodeLimits limits)
    implements Serializable {
  public static final long DEFAULT_BYTES_IN_FLIGHT = 64L << 20;
  public static final long DEFAULT_BYTES_IN_ALL = 128L << 20;

  public CompactorOptions {
    requireNonNull(source, "source is null");
    requireNonNull(gone, "gone is null");
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
