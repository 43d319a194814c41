package dev.kcompact.local.audit;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.FileLineage;

/**
 * A committed compacted file.
 *
 * @param bytes its size
 */
public record LakeFile(FileLineage lineage, long bytes) {
  public LakeFile {
    requireNonNull(lineage, "lineage is null");
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes is not positive: " + bytes);
    }
  }

  public String table() {
    return lineage.lineage().table();
  }
}
