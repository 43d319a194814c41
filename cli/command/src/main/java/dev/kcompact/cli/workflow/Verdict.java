package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

/**
 * What came of what was asked.
 *
 * @param holds whether it was done, or there was nothing to do
 * @param line says so
 */
record Verdict(boolean holds, String line) {
  Verdict {
    requireNonNull(line, "line is null");
  }
}
