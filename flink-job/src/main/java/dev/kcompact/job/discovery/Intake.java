package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

/** What waits to be compacted, as a pass adds to it. Used in one thread. */
final class Intake {
  private final IntakeLimits limits;
  private long objects;
  private long bytes;

  /** Begins with what waits before the pass. */
  Intake(IntakeLimits limits, long objects, long bytes) {
    this.limits = requireNonNull(limits, "limits is null");
    this.objects = objects;
    this.bytes = bytes;
  }

  void take(long size) {
    objects++;
    bytes += size;
  }

  boolean hasRoom() {
    return limits.hasRoom(objects, bytes);
  }

  boolean hasRoomForHistory() {
    return limits.hasRoomForHistory(objects, bytes);
  }
}
