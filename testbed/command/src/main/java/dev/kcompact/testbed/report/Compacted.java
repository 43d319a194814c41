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
 * What the streaming job made of a base table's raw objects.
 *
 * @param raw the objects there were
 * @param files the committed Parquet files
 * @param rows all rows, good and corrupt
 * @param corrupt rows that could not be decoded, each with its reason
 * @param rejects the corrupt rows by reason code, as {@code malformed_json}
 * @param closedBy the files by the limit that closed them, as {@code TARGET_SIZE}; empty where that
 *     is not known
 * @param coverage how raw objects and files meet
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

  /** Bytes of all files. */
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

  /**
   * The raw objects of a table's day.
   *
   * @param count how many
   * @param bytes of all of them
   * @param sizes how large they are
   */
  public record RawObjects(long count, long bytes, SizeHistogram sizes) {
    public RawObjects {
      requireNotNegative("count", count);
      requireNotNegative("bytes", bytes);
      if (sizes.total() != count) {
        throw new IllegalArgumentException(
            "sizes holds another number of objects than " + count + ": " + sizes.total());
      }
    }

    /** The objects of these sizes in bytes. */
    public static RawObjects of(Collection<Long> sizes) {
      long bytes = sizes.stream().mapToLong(Long::longValue).sum();
      return new RawObjects(sizes.size(), bytes, SizeHistogram.of(sizes));
    }
  }
}
