package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * The objects that become one compacted file: the unit of assignment, of work and of commit.
 *
 * @param id unique for all time
 * @param limit what closed the group
 * @param since when the first of its objects was discovered; null where a checkpoint of an older
 *     version does not tell
 * @param objects in the order of their keys
 */
public record FileGroup(
    String id, TableDay of, Limit limit, @Nullable Instant since, List<SourceObject> objects)
    implements SourceSplit {

  /** What closed a group. */
  public enum Limit {
    /** The file is expected to have its target size. */
    TARGET_SIZE,
    /** Working on it is expected to take the time that a checkpoint may wait. */
    TIME_BUDGET,
    /** Its oldest object has waited long enough. */
    MAX_WAIT,
    /** Its day is over. */
    DAY_CLOSED,
    /** A bounded run has listed everything. */
    END_OF_INPUT,
    /** The table's first group is kept small, for nothing is known of its ratio yet. */
    PROBE
  }

  public FileGroup {
    requireNonNull(id, "id is null");
    requireNonNull(of, "of is null");
    requireNonNull(limit, "limit is null");
    objects = List.copyOf(objects);
    if (objects.isEmpty()) {
      throw new IllegalArgumentException("objects is empty in group " + id);
    }
  }

  /** Size of all objects as stored. */
  public long rawBytes() {
    return objects.stream().mapToLong(SourceObject::size).sum();
  }

  @Override
  public String splitId() {
    return id;
  }
}
