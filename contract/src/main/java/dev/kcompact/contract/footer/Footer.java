package dev.kcompact.contract.footer;

import dev.kcompact.contract.lineage.Lineage;
import java.util.Optional;

/**
 * What a Parquet file's footer says.
 *
 * @param lineage of a compacted file; empty where the footer has none
 * @param closedBy the limit that closed a compacted file's group; empty where the footer has none
 * @param rows rows of the file
 * @param uncompressedBytes of all its columns
 */
public record Footer(
    Optional<Lineage> lineage, Optional<String> closedBy, long rows, long uncompressedBytes) {}
