package dev.kcompact.job.notify;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A written object that a notification reports.
 *
 * @param key relative to the root
 * @param etag entity tag without quotes; empty if the notification has none
 * @param size bytes as stored
 * @param eventTime time at which S3 registered the write. It differs from the time of the last
 *     modification by moments, and around midnight by a day, so tables that take the day from the
 *     last modification must be listed
 * @param receipt acknowledges the message; all its objects share it
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
