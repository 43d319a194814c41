package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

/**
 * The result of an action for a day.
 *
 * @param holds whether it was done, or there was nothing to do
 * @param line the result as the command prints it
 */
record DayResult(boolean holds, String line) {
  DayResult {
    requireNonNull(line, "line is null");
  }
}
