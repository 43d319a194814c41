package dev.kcompact.job.plan;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.SourceObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * The objects that become one compacted file: the unit of assignment, work and commit.
 *
 * @param id globally unique
 * @param limit why the group was closed
 * @param firstDiscoveredAt when its first object was discovered; null if restored from an older
 *     version's checkpoint
 * @param objects sorted by key
 */
public record FileGroup(
    String id,
    TableDay tableDay,
    Limit limit,
    @Nullable Instant firstDiscoveredAt,
    List<SourceObject> objects)
    implements SourceSplit {
  private static final String LEFTOVER = "/left";

  /** Why a group was closed. Checkpoints contain these names. */
  public enum Limit {
    /** The expected file size is the target size. */
    TARGET_SIZE,
    /** Its expected work takes as long as a checkpoint may be delayed. */
    TIME_BUDGET,
    /** Its oldest object has waited long enough, or others need its place. */
    MAX_WAIT,
    /** Its day is over. */
    DAY_CLOSED,
    /** A bounded run has listed everything. */
    END_OF_INPUT,
    /** The first group of a table is small, because the ratio is unknown. */
    PROBE
  }

  public FileGroup {
    requireNonNull(id, "id is null");
    requireNonNull(tableDay, "tableDay is null");
    requireNonNull(limit, "limit is null");
    objects = List.copyOf(objects);
    checkArgument(!objects.isEmpty(), "objects is empty in group %s", id);
  }

  public long rawBytes() {
    return objects.stream().mapToLong(SourceObject::size).sum();
  }

  public Stream<String> keys() {
    return objects.stream().map(SourceObject::key);
  }

  /** The part of this group that was not read, as a group of its own; not empty. */
  public FileGroup leftover(List<SourceObject> unread) {
    return new FileGroup(id + LEFTOVER, tableDay, limit, firstDiscoveredAt, unread);
  }

  public boolean isLeftover() {
    return id.endsWith(LEFTOVER);
  }

  /** This group without some objects, of which at least one must remain; empty otherwise. */
  public Optional<FileGroup> without(Set<String> keys) {
    List<SourceObject> remaining =
        objects.stream().filter(object -> !keys.contains(object.key())).toList();
    return remaining.isEmpty()
        ? Optional.empty()
        : Optional.of(new FileGroup(id, tableDay, limit, firstDiscoveredAt, remaining));
  }

  @Override
  public String splitId() {
    return id;
  }
}
