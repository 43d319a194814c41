package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/**
 * What the enumerator reaches outside its process. Closed with it.
 *
 * @param source where the raw objects are
 * @param lake where the committed files are
 * @param lease on the lake
 * @param notifications null where objects are found by listing only
 */
record Surroundings(
    ObjectStore source, ObjectStore lake, Lease lease, @Nullable ObjectNotifications notifications)
    implements AutoCloseable {
  Surroundings {
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(lease, "lease is null");
  }

  /** Leaves the lease, which its holder gives back before. */
  @Override
  public void close() {
    if (notifications != null) {
      notifications.close();
    }
    source.close();
    lake.close();
  }
}
