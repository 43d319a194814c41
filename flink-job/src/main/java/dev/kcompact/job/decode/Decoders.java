package dev.kcompact.job.decode;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The decoders of the tables that a task has read last. A decoder keeps the buffers that its
 * records needed, so that many tables would fill the heap though each is read but now and then. Not
 * thread-safe.
 */
public final class Decoders {
  private final DecodeLimits limits;
  private final Map<String, ObjectDecoder> latest;

  /**
   * @param most as many are kept
   */
  public Decoders(DecodeLimits limits, int most) {
    this.limits = requireNonNull(limits, "limits is null");
    if (most < 1) {
      throw new IllegalArgumentException("most is not positive: " + most);
    }
    latest =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, ObjectDecoder> eldest) {
            return size() > most;
          }
        };
  }

  /** The table's decoder; another table's may be forgotten for it. */
  public ObjectDecoder of(BaseTable table) {
    return latest.computeIfAbsent(table.name(), name -> new ObjectDecoder(table, limits));
  }
}
