package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

/**
 * A committed Parquet file.
 *
 * @param path its key relative to the lake's root
 * @param bytes its size
 * @param rows all its rows
 */
public record DataFile(String path, long bytes, long rows) {
  public DataFile {
    requireText("path", path);
    requireNotNegative("bytes", bytes);
    requireNotNegative("rows", rows);
  }
}
