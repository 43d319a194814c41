package dev.kcompact.contract.lineage;

import static java.util.Objects.requireNonNull;

/** A committed file's lineage; {@code path} is relative to the lake's root. */
public record FileLineage(String path, Lineage lineage) {
  public FileLineage {
    requireNonNull(path, "path is null");
    requireNonNull(lineage, "lineage is null");
  }
}
