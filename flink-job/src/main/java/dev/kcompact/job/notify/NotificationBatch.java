package dev.kcompact.job.notify;

import static dev.kcompact.contract.Arguments.checkArgument;

import java.util.List;

/**
 * The result of one call to a queue.
 *
 * @param objects those below the root, in no order
 * @param ignored number of notifications of other locations, of deletions and of tests; they are
 *     acknowledged already
 * @param malformed number of messages that could not be parsed; left to the queue's redrive policy
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
