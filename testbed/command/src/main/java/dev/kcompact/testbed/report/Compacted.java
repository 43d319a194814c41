package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The streaming job's results for a base table.
 *
 * @param files the committed Parquet files
 * @param rows all rows, including corrupt ones
 * @param corrupt rows that could not be decoded
 * @param rejects corrupt rows by reason code, for example {@code malformed_json}
 * @param closedBy number of files by the limit that closed them, for example {@code TARGET_SIZE};
 *     empty if unknown
 */
public record Compacted(
    RawObjects raw,
    List<DataFile> files,
    long rows,
    long corrupt,
    Map<String, Long> rejects,
    Map<String, Long> closedBy,
    CoverageSummary coverage) {

  public Compacted {
    requireNonNull(raw, "raw is null");
    files = List.copyOf(files);
    requireNotNegative("rows", rows);
    requireNotNegative("corrupt", corrupt);
    if (corrupt > rows) {
      throw new IllegalArgumentException("corrupt is more than rows " + rows + ": " + corrupt);
    }
    rejects = counts("rejects", rejects);
    closedBy = counts("closedBy", closedBy);
    requireNonNull(coverage, "coverage is null");
  }

  /** Total size of the files. */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  private static Map<String, Long> counts(String name, Map<String, Long> counts) {
    counts.forEach((key, count) -> requireNotNegative(name + "." + key, count));
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /**
   * A committed Parquet file.
   *
   * @param path its key relative to the lake's root
   * @param rows including corrupt ones
   */
  public record DataFile(String path, long bytes, long rows) {
    public DataFile {
      requireText("path", path);
      requireNotNegative("bytes", bytes);
      requireNotNegative("rows", rows);
    }
  }

  /**
   * The raw objects of a table's day.
   *
   * @param bytes total size
   */
  public record RawObjects(long count, long bytes, SizeHistogram sizes) {
    public RawObjects {
      requireNotNegative("count", count);
      requireNotNegative("bytes", bytes);
      if (sizes.total() != count) {
        throw new IllegalArgumentException(
            "number of sizes is not " + count + ": " + sizes.total());
      }
    }

    /**
     * @param sizes sizes of the objects in bytes
     */
    public static RawObjects of(Collection<Long> sizes) {
      long bytes = sizes.stream().mapToLong(Long::longValue).sum();
      return new RawObjects(sizes.size(), bytes, SizeHistogram.of(sizes));
    }
  }
}
