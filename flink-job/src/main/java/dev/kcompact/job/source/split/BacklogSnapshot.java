package dev.kcompact.job.source.split;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Amount of uncompacted objects at one moment.
 *
 * @param pending objects that are in no group yet
 * @param readyGroups number of unassigned groups
 * @param assignedGroups number of assigned groups whose file is not closed
 * @param uncompacted known objects that are in no committed file, without unreadable ones
 * @param unreadable number of objects that were set aside because they cannot be read
 */
public record BacklogSnapshot(
    Totals pending, long readyGroups, long assignedGroups, Totals uncompacted, long unreadable) {
  public static final BacklogSnapshot EMPTY =
      new BacklogSnapshot(Totals.NONE, 0, 0, Totals.NONE, 0);

  public BacklogSnapshot {
    requireNonNull(pending, "pending is null");
    requireNonNull(uncompacted, "uncompacted is null");
  }

  /**
   * Number and stored size of objects.
   *
   * @param oldest when the first of them was discovered; null if unknown
   */
  public record Totals(@Nullable Instant oldest, long objects, long bytes) {
    public static final Totals NONE = new Totals(null, 0, 0);

    static Totals of(FileGroup group) {
      return new Totals(group.firstDiscoveredAt(), group.objects().size(), group.rawBytes());
    }

    static Totals of(PendingObject object) {
      return new Totals(object.discoveredAt(), 1, object.object().size());
    }

    Totals plus(Totals other) {
      return new Totals(
          earlier(oldest, other.oldest), objects + other.objects, bytes + other.bytes);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isBefore(other) ? one : other;
    }
  }
}
