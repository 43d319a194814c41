package dev.kcompact.job.source.enumerator;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/**
 * External services of the enumerator, which closes them.
 *
 * @param notifications null if objects are discovered by listing only
 */
public record EnumeratorServices(
    ObjectStore source, ObjectStore lake, Lease lease, @Nullable ObjectNotifications notifications)
    implements AutoCloseable {
  public EnumeratorServices {
    requireNonNull(source, "source is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(lease, "lease is null");
  }

  /** Releases the lease, then closes everything else. */
  @Override
  public void close() {
    lease.close();
    if (notifications != null) {
      notifications.close();
    }
    source.close();
    lake.close();
  }
}
