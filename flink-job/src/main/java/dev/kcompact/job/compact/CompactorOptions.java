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
 * @param maxBytesInFlight most bytes in flight, by the sizes listed
 */
public record CompactorOptions(
    Root source, int concurrency, long maxBytesInFlight, DecodeLimits limits)
    implements Serializable {
  public static final long DEFAULT_BYTES_IN_FLIGHT = 64L << 20;

  public CompactorOptions {
    requireNonNull(source, "source is null");
    requireNonNull(limits, "limits is null");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is not positive: " + concurrency);
    }
    if (maxBytesInFlight < 1) {
      throw new IllegalArgumentException("maxBytesInFlight is not positive: " + maxBytesInFlight);
    }
  }
}
