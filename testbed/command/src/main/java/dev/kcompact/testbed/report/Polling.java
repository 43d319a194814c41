package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

import java.time.Duration;

/**
 * How the always-on job looks for new objects.
 *
 * @param interval from one poll to the next
 * @param listsPerPoll LIST requests of a poll: one a page of each directory that is still written
 *     to (or one a stem, where that is less) and one a parent of those
 * @param basis one sentence that says where that number comes from
 */
public record Polling(Duration interval, long listsPerPoll, String basis) {
  public Polling {
    requireNotNegative("interval", interval);
    if (interval.isZero()) {
      throw new IllegalArgumentException("interval is zero: " + interval);
    }
    requireNotNegative("listsPerPoll", listsPerPoll);
    requireText("basis", basis);
  }
}
