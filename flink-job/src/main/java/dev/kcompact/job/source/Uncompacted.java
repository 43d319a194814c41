package dev.kcompact.job.source;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are known and in no committed file.
 *
 * @param oldest when the first of them was discovered; null where nobody knows
 * @param bytes their size as stored
 */
record Uncompacted(@Nullable Instant oldest, long objects, long bytes) {
  static final Uncompacted NONE = new Uncompacted(null, 0, 0);

  static Uncompacted of(FileGroup group) {
    return new Uncompacted(group.since(), group.objects().size(), group.rawBytes());
  }

  static Uncompacted of(PendingObject object) {
    return new Uncompacted(object.discoveredAt(), 1, object.object().size());
  }

  Uncompacted and(Uncompacted other) {
    return new Uncompacted(
        earlier(oldest, other.oldest), objects + other.objects, bytes + other.bytes);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
