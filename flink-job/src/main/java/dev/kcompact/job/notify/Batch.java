package dev.kcompact.job.notify;

import java.util.List;

/**
 * What one call brought.
 *
 * @param objects those below the root, in no order
 * @param ignored notifications of other places, of deletions and of tests; acknowledged already
 * @param malformed messages that could not be read; left to the queue's redrive policy
 * @param requests how many requests it took
 */
public record Batch(List<NotifiedObject> objects, int ignored, int malformed, int requests) {
  public Batch {
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
