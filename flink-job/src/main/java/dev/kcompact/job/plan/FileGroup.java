package dev.kcompact.job.plan;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * The objects that become one compacted file: the unit of assignment, of work and of commit.
 *
 * @param id unique for all time
 * @param limit why the group was closed
 * @param firstDiscoveredAt when the first of its objects was discovered; null where it was restored
 *     from a checkpoint of an older version
 * @param objects in the order of their keys
 */
public record FileGroup(
    String id,
    TableDay tableDay,
    Limit limit,
    @Nullable Instant firstDiscoveredAt,
    List<SourceObject> objects)
    implements SourceSplit {

  /** Why a group was closed. Checkpoints contain these names. */
  public enum Limit {
    /** The file is expected to have its target size. */
    TARGET_SIZE,
    /** Its work is expected to take as long as a checkpoint may be delayed. */
    TIME_BUDGET,
    /** Its oldest object has waited long enough. */
    MAX_WAIT,
    /** Its day is over. */
    DAY_CLOSED,
    /** A bounded run has listed everything. */
    END_OF_INPUT,
    /** The table's first group is small, because its ratio is not known yet. */
    PROBE
  }

  public FileGroup {
    requireNonNull(id, "id is null");
    requireNonNull(tableDay, "tableDay is null");
    requireNonNull(limit, "limit is null");
    objects = List.copyOf(objects);
    checkArgument(!objects.isEmpty(), "objects is empty in group %s", id);
  }

  /** Size of all objects as stored. */
  public long rawBytes() {
    return objects.stream().mapToLong(SourceObject::size).sum();
  }

  public Stream<String> keys() {
    return objects.stream().map(SourceObject::key);
  }

  @Override
  public String splitId() {
    return id;
  }
}
