package dev.kcompact.job.notify;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An object that was written, as a notification reports it.
 *
 * @param key relative to the root
 * @param etag entity tag without quotes; empty where the notification has none
 * @param size bytes as stored
 * @param eventTime when S3 registered the write. It differs from the last-modified time by moments,
 *     and across midnight by a day, so a table whose day is that of the last modification must be
 *     listed
 * @param receipt acknowledges it; objects of one message share theirs
 */
public record NotifiedObject(
    String key, String etag, long size, Instant eventTime, String receipt) {
  public NotifiedObject {
    requireNonNull(etag, "etag is null");
    requireNonNull(eventTime, "eventTime is null");
    requireNonNull(receipt, "receipt is null");
    checkArgument(!key.isEmpty(), "key is empty");
    requireNotNegative(size, "size");
  }
}
