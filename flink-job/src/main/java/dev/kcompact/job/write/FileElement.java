package dev.kcompact.job.write;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.job.decode.columns.Row;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Element from the compactor to the chained file sink: a row of a group, or the end of the group
 * with its lineage. One instance is reused for a group: {@link #startGroup}, then {@link
 * #startObject} and {@link #setRow} any number of times, then {@link #endGroup}. It is emitted
 * after each {@link #setRow} and after {@link #endGroup}. Used in one task thread.
 */
public final class FileElement {
  private String table = "";
  private String objectKey = "";
  private String bucket = "";
  private boolean opensFile;
  private boolean emitted;
  private @Nullable Row row;
  private @Nullable Lineage lineage;
  private String closedBy = "";
  private @Nullable DeferredLetters deferred;
  private int partition;
  private long startOffset;
  private @Nullable String sourceKey;
  private long fileBytes;

  /** Starts a group, whose next element opens its file. */
  public void startGroup(String table, LocalDate day) {
    this.table = requireNonNull(table, "table is null");
    objectKey = "";
    String directory = LakeLayout.compacted(table, day);
    bucket = directory.substring(LakeLayout.COMPACTED.length(), directory.length() - 1);
    opensFile = false;
    emitted = false;
    row = null;
    lineage = null;
    deferred = null;
    fileBytes = 0;
  }

  public void startObject(String objectKey, Optional<ObjectName> name) {
    this.objectKey = requireNonNull(objectKey, "objectKey is null");
    partition = name.map(ObjectName::partition).orElse(-1);
    startOffset = name.map(ObjectName::startOffset).orElse(-1L);
    sourceKey = name.isPresent() ? null : objectKey;
  }

  /** Makes this the element of a row, to be emitted before the next record is decoded. */
  public FileElement setRow(Row row) {
    this.row = requireNonNull(row, "row is null");
    markOpening();
    return this;
  }

  /**
   * Makes this the last element of its group, to be emitted once.
   *
   * @param closedBy text for the footer
   * @param deferred null if the group's dead letters were sent, or it has none
   */
  public FileElement endGroup(
      Lineage lineage, String closedBy, @Nullable DeferredLetters deferred) {
    this.deferred = deferred;
    this.lineage = requireNonNull(lineage, "lineage is null");
    this.closedBy = requireNonNull(closedBy, "closedBy is null");
    row = null;
    markOpening();
    return this;
  }

  /** Size of the file after the writer has handled its end; 0 before. */
  public long fileBytes() {
    return fileBytes;
  }

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

  /** Key of an object of the group; empty before the first. */
  String objectKey() {
    return objectKey;
  }

  /** Directory relative to that of the compacted files, without a slash at the end. */
  String bucket() {
    return bucket;
  }

  /** Whether this is the first element of its group. */
  boolean opensFile() {
    return opensFile;
  }

  /** Null if and only if this ends a group. */
  @Nullable Row row() {
    return row;
  }

  /** Null if and only if this is a row. */
  @Nullable Lineage lineage() {
    return lineage;
  }

  String closedBy() {
    return closedBy;
  }

  /** Null if the file has no dead letters to be sent by the finalizer. */
  @Nullable DeferredLetters deferred() {
    return deferred;
  }

  /** Negative if the object's name has none. */
  int partition() {
    return partition;
  }

  /** Negative if the object's name has none. */
  long startOffset() {
    return startOffset;
  }

  /** Null if the object's name has partition and offset. */
  @Nullable String sourceKey() {
    return sourceKey;
  }
}
