package dev.kcompact.job.lease;

import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.job.lease.LeaseState.Held;
import dev.kcompact.job.lease.LeaseState.HeldByOther;
import dev.kcompact.job.lease.LeaseState.Waiting;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a lake: an object that names its owner and is replaced only if it is unchanged
 * since it was read (If-Match and If-None-Match of S3). The owner renews it. If an owner does not
 * renew it for the duration of the lease, as measured by the observer's clock, the next epoch
 * replaces the owner. Clocks of two machines are never compared.
 *
 * <p>Has no clock and no thread: the caller passes the time in nanoseconds of a monotonic clock and
 * calls {@link #tryAcquireOrRenew} several times per duration, from one thread. {@link #isHeld} is
 * safe in any thread.
 */
public final class LakeLease {
  static final String KEY = LakeLayout.METADATA + "job/owner.json";

  private final ObjectStore lake;
  private final String owner;
  private final String description;
  private final long durationNanos;

  /** This job's record; null while it does not hold the lease. */
  private @Nullable LeaseRecord own;

  /** Entity tag of {@link #own}, or else of the last read; null if there was no object. */
  private @Nullable String etag;

  private long observedSince;
  private long renewedAt;
  private volatile boolean granted;
  private volatile long validUntil;

  /**
   * @param owner unique to this instance
   * @param description human-readable name of the owner
   */
  public LakeLease(ObjectStore lake, String owner, String description, Duration duration) {
    this.lake = requireNonNull(lake, "lake is null");
    this.owner = requireNonNull(owner, "owner is null");
    this.description = requireNonNull(description, "description is null");
    requirePositive(duration, "duration");
    this.durationNanos = duration.toNanos();
  }

  /**
   * Renews the lease if this job holds it, else acquires it if it is free. Sends up to five
   * requests.
   *
   * @throws IOException if the lake cannot be reached; a held lease remains valid until it expires
   */
  public LeaseState tryAcquireOrRenew(long now) throws IOException {
    LeaseRecord held = own;
    if (held == null) {
      return tryAcquire(now);
    }
    return now - renewedAt < durationNanos / 3
        ? new Held(held.epoch())
        : write(held.renewed(), etag, now);
  }

  /** Whether no other job can have acquired the lease yet. */
  public boolean isHeld(long now) {
    return granted && validUntil - now > 0;
  }

  /** Releases the lease, so that the next owner does not wait. */
  public void release() throws IOException {
    LeaseRecord held = own;
    granted = false;
    own = null;
    if (held != null) {
      lake.write(KEY, held.released().encode(), etag);
    }
  }

  private LeaseState tryAcquire(long now) throws IOException {
    if (etag == null && create(now)) {
      return new Held(1);
    }
    Optional<Observed> found = read();
    if (found.isEmpty()) {
      etag = null;
      return new Waiting("a job whose lease was just deleted");
    }
    LeaseRecord other = found.get().lease();
    if (other.owner().equals(owner)) {
      // The response to an acquisition was lost.
      etag = found.get().etag();
      return write(other.renewed(), etag, now);
    }
    boolean first = etag == null;
    boolean changed = !found.get().etag().equals(etag);
    if (changed) {
      etag = found.get().etag();
      observedSince = now;
    }
    if (!other.held() || now - observedSince >= durationNanos) {
      LeaseRecord next = new LeaseRecord(other.epoch() + 1, owner, description, true, 0);
      return write(next, found.get().etag(), now);
    }
    return first || !changed
        ? new Waiting(other.description())
        : new HeldByOther(other.description());
  }

  /** Skips the read, because a new lake has no lease object. */
  private boolean create(long now) throws IOException {
    LeaseRecord lease = new LeaseRecord(1, owner, description, true, 0);
    Optional<String> written = lake.write(KEY, lease.encode(), null);
    written.ifPresent(newEtag -> hold(lease, newEtag, now));
    return written.isPresent();
  }

  private LeaseState write(LeaseRecord next, @Nullable String replaces, long now)
      throws IOException {
    Optional<String> written = lake.write(KEY, next.encode(), replaces);
    if (written.isPresent()) {
      return hold(next, written.get(), now);
    }
    // Either another job was first, or the response to a write of this job was lost. That write may
    // be old, so it is renewed before it counts.
    Optional<Observed> found = read();
    if (found.isPresent() && found.get().lease().owner().equals(owner)) {
      LeaseRecord again = found.get().lease().renewed();
      Optional<String> renewed = lake.write(KEY, again.encode(), found.get().etag());
      if (renewed.isPresent()) {
        return hold(again, renewed.get(), now);
      }
      // The next call reads the other write; the lease is not extended until then.
      etag = found.get().etag();
      throw new IOException(
          "Failed to renew the lease: %s%s; another write has changed it"
              .formatted(lake.root(), KEY));
    }
    granted = false;
    own = null;
    etag = found.map(Observed::etag).orElse(null);
    observedSince = now;
    return new HeldByOther(
        found.map(observed -> observed.lease().description()).orElse("a job that just ended"));
  }

  /** The lease is valid from before the request, so never longer than other jobs assume. */
  private LeaseState hold(LeaseRecord lease, String newEtag, long now) {
    own = lease;
    etag = newEtag;
    renewedAt = now;
    validUntil = now + durationNanos;
    granted = true;
    return new Held(lease.epoch());
  }

  private record Observed(LeaseRecord lease, String etag) {}

  private Optional<Observed> read() throws IOException {
    try {
      FetchedObject object = ObjectStore.await(lake.fetch(KEY));
      return Optional.of(new Observed(LeaseRecord.decode(object.content()), object.etag()));
    } catch (ObjectDeletedException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(
          "Failed to read the lease: " + lake.root() + KEY + ": " + e.getMessage(), e);
    }
  }
}
