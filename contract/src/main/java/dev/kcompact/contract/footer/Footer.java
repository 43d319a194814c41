package dev.kcompact.contract.footer;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.table.DefinitionStamp;
import java.util.Optional;

/**
 * The contents of a Parquet file's footer.
 *
 * @param lineage of a compacted file; empty if the footer has none
 * @param closedBy the limit that closed a compacted file's group; empty if the footer has none
 * @param definition that a compacted file was made with; empty if the footer has none that this
 *     version reads
 * @param uncompressedBytes of all columns
 * @param deferredLetters a compacted file's {@link dev.kcompact.contract.message.DeferredLetters},
 *     not decoded; empty if the footer has none
 */
public record Footer(
    Optional<Lineage> lineage,
    Optional<String> closedBy,
    Optional<DefinitionStamp> definition,
    long rows,
    long uncompressedBytes,
    Optional<String> deferredLetters) {}
