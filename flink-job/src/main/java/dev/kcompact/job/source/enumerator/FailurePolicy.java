package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.source.SourceOptions;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which store failures are retried with the next poll and which fail the job. */
final class FailurePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

  private final SourceOptions options;
  private final EnumeratorMetrics metrics;

  FailurePolicy(SourceOptions options, EnumeratorMetrics metrics) {
    this.options = options;
    this.metrics = metrics;
  }

  /**
   * Logs an I/O failure of an unbounded job, which is retried.
   *
   * @throws IllegalStateException for any other failure
   */
  void onFailure(String verb, @Nullable Throwable failure) {
    metrics.failed();
    if (failure instanceof IOException && !options.bounded()) {
      LOG.warn(
          "Failed to {}: {}; will try again in {}",
          verb,
          failure.getMessage(),
          options.pollInterval().max());
      return;
    }
    throw new IllegalStateException("Failed to " + verb, failure);
  }
}
