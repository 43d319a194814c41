package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;

import org.jspecify.annotations.Nullable;

/**
 * What became of one table's day.
 *
 * @param compacted null for a derived table
 * @param processed null before the table was finalized
 */
public record TableReport(
    String name, String domain, @Nullable Compacted compacted, @Nullable Processed processed) {
  public TableReport {
    requireText("name", name);
    requireText("domain", domain);
  }
}
