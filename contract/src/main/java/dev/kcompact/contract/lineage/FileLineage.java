package dev.kcompact.contract.lineage;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A committed file's lineage; {@code path} is relative to the lake's root. */
public record FileLineage(String path, Lineage lineage) {
  public FileLineage {
    requireNonNull(path, "path is null");
    requireNonNull(lineage, "lineage is null");
  }

  /** The keys of all raw objects in some files. */
  public static Set<String> keys(Collection<FileLineage> files) {
    Set<String> keys = new HashSet<>();
    for (FileLineage file : files) {
      file.lineage().entries().forEach(entry -> keys.add(entry.key()));
    }
    return keys;
  }
}
