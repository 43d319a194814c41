package dev.kcompact.job.notify;

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
    if (ignored < 0 || malformed < 0 || requests < 0) {
      throw new IllegalArgumentException(
          "a count is negative: ignored "
              + ignored
              + ", malformed "
              + malformed
              + ", requests "
              + requests);
    }
  }
}
