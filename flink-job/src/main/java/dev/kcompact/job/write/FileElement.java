package dev.kcompact.job.write;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.job.decode.Row;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What travels from the compactor into the file sink chained behind it: a row of a group, or the
 * group's end with its lineage. One instance is reused for a whole group: {@link #startGroup}, then
 * {@link #startObject} and {@link #setRow} as often as needed, then {@link #endGroup}; it is
 * emitted after every {@link #setRow} and after {@link #endGroup}. Belongs to one task thread.
 */
public final class FileElement {
  private String table = "";
  private String bucket = "";
  private boolean opensFile;
  private boolean emitted;
  private @Nullable Row row;
  private @Nullable Lineage lineage;
  private String closedBy = "";
  private int partition;
  private long startOffset;
  private @Nullable String sourceKey;
  private long fileBytes;

  /** The next element emitted opens the file of a group of {@code table} and {@code day}. */
  public void startGroup(String table, LocalDate day) {
    this.table = requireNonNull(table, "table is null");
    String directory = LakeLayout.compacted(table, day);
    bucket = directory.substring(LakeLayout.COMPACTED.length(), directory.length() - 1);
    opensFile = false;
    emitted = false;
    row = null;
    lineage = null;
    fileBytes = 0;
  }

  /** The rows that follow come from this object. */
  public void startObject(String objectKey, Optional<ObjectName> name) {
    partition = name.map(ObjectName::partition).orElse(-1);
    startOffset = name.map(ObjectName::startOffset).orElse(-1L);
    sourceKey = name.isPresent() ? null : requireNonNull(objectKey, "objectKey is null");
  }

  /** Makes this the element of a row; emit it before the decoder goes on. */
  public FileElement setRow(Row row) {
    this.row = requireNonNull(row, "row is null");
    markOpening();
    return this;
  }

  /**
   * Makes this the element that ends its group; emit it, once.
   *
   * @param closedBy the limit that closed the group; goes into the footer for people
   */
  public FileElement endGroup(Lineage lineage, String closedBy) {
    this.lineage = requireNonNull(lineage, "lineage is null");
    this.closedBy = requireNonNull(closedBy, "closedBy is null");
    row = null;
    markOpening();
    return this;
  }

  /** Size of the group's file once its end went through the sink's writer, else 0. */
  public long fileBytes() {
    return fileBytes;
  }

  /** The writer's answer to the group's end. */
  void fileClosed(long bytes) {
    fileBytes = bytes;
  }

  private void markOpening() {
    opensFile = !emitted;
    emitted = true;
  }

  String table() {
    return table;
  }

  /** Directory of the file below the compacted files' root, without a slash at its end. */
  String bucket() {
    return bucket;
  }

  /** Whether this is the first element of its group. */
  boolean opensFile() {
    return opensFile;
  }

  /** Null exactly when this ends a group. */
  @Nullable Row row() {
    return row;
  }

  /** Null exactly when this is a row. */
  @Nullable Lineage lineage() {
    return lineage;
  }

  /** The limit that closed the group; known at its end. */
  String closedBy() {
    return closedBy;
  }

  /** Negative where the object's name carries none. */
  int partition() {
    return partition;
  }

  /** Negative where the object's name carries none. */
  long startOffset() {
    return startOffset;
  }

  /** Null where the object's name carries partition and offset. */
  @Nullable String sourceKey() {
    return sourceKey;
  }
}
