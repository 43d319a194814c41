package dev.kcompact.benchmark.compare;

import static java.util.Objects.requireNonNull;

import dev.kcompact.benchmark.run.S3Place.Requests;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One run of one subject.
 *
 * @param latencyMs latency of each request; 0 on disk
 * @param run from 1
 * @param requests null on disk
 * @param rows number of rows in the output
 * @param hash hash of the output's content
 */
public record Result(
    String subject,
    Storage storage,
    int latencyMs,
    int run,
    Usage usage,
    @Nullable Requests requests,
    long rows,
    long outputBytes,
    String hash) {
  public Result {
    requireNonNull(subject, "subject is null");
    requireNonNull(storage, "storage is null");
    requireNonNull(usage, "usage is null");
    requireNonNull(hash, "hash is null");
    if (run < 1) {
      throw new IllegalArgumentException("run is less than 1: " + run);
    }
  }

  /** Whether both were measured in the same round. */
  boolean isComparableTo(Result other) {
    return storage == other.storage && run == other.run;
  }
}
