package dev.kcompact.cli.audit;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.FileLineage;

/**
 * A committed compacted file.
 *
 * @param bytes its size
 * @param closedBy the limit that closed its group, as {@code MAX_WAIT}
 */
public record LakeFile(FileLineage lineage, long bytes, String closedBy) {
  public LakeFile {
    requireNonNull(lineage, "lineage is null");
    requireNonNull(closedBy, "closedBy is null");
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes is not positive: " + bytes);
    }
  }

  public String table() {
    return lineage.lineage().table();
  }
}
