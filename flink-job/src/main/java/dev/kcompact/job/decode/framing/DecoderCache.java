package dev.kcompact.job.decode.framing;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decoders of the tables that a task has read most recently. A decoder keeps the buffers of its
 * largest records, so the decoders of many tables would fill the heap. Not thread-safe.
 */
public final class DecoderCache {
  private final DecodeLimits limits;
  private final Map<String, ObjectDecoder> decoders;

  /**
   * @param capacity number of decoders that are kept
   */
  public DecoderCache(DecodeLimits limits, int capacity) {
    this.limits = requireNonNull(limits, "limits is null");
    requirePositive(capacity, "capacity");
    decoders =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, ObjectDecoder> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The table's decoder; the least recently used one may be removed for it. */
  public ObjectDecoder of(BaseTable table) {
    return decoders.computeIfAbsent(table.name(), name -> new ObjectDecoder(table, limits));
  }
}
