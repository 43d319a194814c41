package dev.kcompact.contract.footer;

import dev.kcompact.contract.lineage.Lineage;
import java.util.Optional;

/**
 * The contents of a Parquet file's footer.
 *
 * @param lineage of a compacted file; empty if the footer has none
 * @param closedBy the limit that closed a compacted file's group; empty if the footer has none
 * @param uncompressedBytes of all columns
 */
public record Footer(
    Optional<Lineage> lineage, Optional<String> closedBy, long rows, long uncompressedBytes) {}
