package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

import org.jspecify.annotations.Nullable;

/**
 * What a process of the run may hold, and held.
 *
 * @param process its name
 * @param configuredMib its configured heap, or the memory of all its sandboxes
 * @param peakRssMib the most it held resident; null where that was not measured
 */
public record ProcessMemory(String process, long configuredMib, @Nullable Long peakRssMib) {
  public ProcessMemory {
    requireText("process", process);
    requireNotNegative("configuredMib", configuredMib);
    if (peakRssMib != null) {
      requireNotNegative("peakRssMib", peakRssMib);
    }
  }
}
