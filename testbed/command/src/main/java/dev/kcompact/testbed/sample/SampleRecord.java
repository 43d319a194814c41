package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/**
 * One record as it is written, and as a table should show it.
 *
 * @param json its bytes without the line's end; not copied, treat as read-only
 * @param row its values; of a corrupt record those that it had before it was broken
 */
public record SampleRecord(byte[] json, Row row) {
  public SampleRecord {
    requireNonNull(json, "json is null");
    requireNonNull(row, "row is null");
  }
}
