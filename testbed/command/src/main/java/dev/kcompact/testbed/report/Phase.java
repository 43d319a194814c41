package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

import java.time.Duration;

/**
 * A part of the run.
 *
 * @param name a word or two, as {@code compact}
 * @param took wall time
 */
public record Phase(String name, Duration took) {
  public Phase {
    requireText("name", name);
    requireNotNegative("took", took);
  }
}
