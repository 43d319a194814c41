package dev.kcompact.job.notify;

import static dev.kcompact.contract.Arguments.checkArgument;

import java.util.List;

/**
 * Result of one call to a queue.
 *
 * @param objects objects below the root, unordered
 * @param ignored number of notifications of other locations, deletions and tests, which are already
 *     acknowledged
 * @param malformed number of unparsable messages, which are left to the queue's redrive policy
 * @param requests number of requests to the queue
 */
public record NotificationBatch(
    List<NotifiedObject> objects, int ignored, int malformed, int requests) {
  public NotificationBatch {
    objects = List.copyOf(objects);
    checkArgument(
        ignored >= 0 && malformed >= 0 && requests >= 0,
        "a count is negative: ignored %s, malformed %s, requests %s",
        ignored,
        malformed,
        requests);
  }
}
