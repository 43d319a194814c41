package dev.kcompact.job.lease;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.job.lease.Standing.Held;
import dev.kcompact.job.lease.Standing.Taken;
import dev.kcompact.job.lease.Standing.Waiting;
import dev.kcompact.job.store.FetchedObject;
import dev.kcompact.job.store.ObjectGoneException;
import dev.kcompact.job.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a lake: an object in it that names its owner, replaced only on the condition
 * that it is still the one that was read (S3's If-Match and If-None-Match). An owner renews it; one
 * that was not renewed for the lease's duration, by the watch of whoever looks at it, is dead and
 * is replaced by the next epoch. No two clocks are ever compared.
 *
 * <p>Knows no clock and no thread: the caller says what time it is, in nanoseconds of a clock that
 * never jumps, and calls {@link #tend} several times a duration, from one thread. {@link #isHeld}
 * may be called from any.
 */
public final class LakeLease {
  static final String KEY = LakeLayout.METADATA + "job/owner.json";

  private final ObjectStore lake;
  private final String owner;
  private final String who;
  private final long durationNanos;

  /** Null while it is not held. */
  private @Nullable OwnerRecord mine;

  /** Entity tag of {@link #mine}, or else of what was seen last; null where there was nothing. */
  private @Nullable String tag;

  private long watchedSince;
  private long renewedAt;
  private volatile boolean granted;
  private volatile long validUntil;

  /**
   * @param owner unique to this incarnation
   * @param who the same, for people
   * @param duration after which an owner without a sign of life is dead
   */
  public LakeLease(ObjectStore lake, String owner, String who, Duration duration) {
    this.lake = requireNonNull(lake, "lake is null");
    this.owner = requireNonNull(owner, "owner is null");
    this.who = requireNonNull(who, "who is null");
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration is not positive: " + duration);
    }
    this.durationNanos = duration.toNanos();
  }

  /**
   * Acquires, renews or watches, as the case is; at most five requests.
   *
   * @throws IOException if the lake cannot be reached; what is held stays so until it runs out
   */
  public Standing tend(long now) throws IOException {
    OwnerRecord held = mine;
    if (held == null) {
      return watch(now);
    }
    return now - renewedAt < durationNanos / 3
        ? new Held(held.epoch())
        : write(held.renewed(), tag, now);
  }

  /** Whether nobody else can have taken it over yet. */
  public boolean isHeld(long now) {
    return granted && validUntil - now > 0;
  }

  /** Gives it back, so that the next owner need not wait. */
  public void release() throws IOException {
    OwnerRecord held = mine;
    granted = false;
    mine = null;
    if (held != null) {
      lake.write(KEY, held.released().encode(), tag);
    }
  }

  private Standing watch(long now) throws IOException {
    if (tag == null && create(now)) {
      return new Held(1);
    }
    Optional<Seen> found = read();
    if (found.isEmpty()) {
      tag = null;
      return new Waiting("a job whose record has just been removed");
    }
    OwnerRecord other = found.get().owner();
    if (other.owner().equals(owner)) {
      // The answer to an acquisition was lost.
      tag = found.get().tag();
      return write(other.renewed(), tag, now);
    }
    boolean first = tag == null;
    boolean moved = !found.get().tag().equals(tag);
    if (moved) {
      tag = found.get().tag();
      watchedSince = now;
    }
    if (!other.held() || now - watchedSince >= durationNanos) {
      return acquire(other.epoch() + 1, found.get().tag(), now);
    }
    return first || !moved ? new Waiting(other.who()) : new Taken(other.who());
  }

  /** A new lake is nobody's: there is no need to read first. */
  private boolean create(long now) throws IOException {
    OwnerRecord record = new OwnerRecord(1, owner, who, true, 0);
    Optional<String> written = lake.write(KEY, record.encode(), null);
    written.ifPresent(itsTag -> hold(record, itsTag, now));
    return written.isPresent();
  }

  private Standing acquire(long epoch, String replaces, long now) throws IOException {
    return write(new OwnerRecord(epoch, owner, who, true, 0), replaces, now);
  }

  private Standing write(OwnerRecord next, @Nullable String replaces, long now) throws IOException {
    Optional<String> written = lake.write(KEY, next.encode(), replaces);
    if (written.isPresent()) {
      return hold(next, written.get(), now);
    }
    // Either another was first, or an answer to a write of our own was lost; that write may be an
    // old one, so it has to be renewed before it counts.
    Optional<Seen> found = read();
    if (found.isPresent() && found.get().owner().owner().equals(owner)) {
      OwnerRecord again = found.get().owner().renewed();
      Optional<String> renewed = lake.write(KEY, again.encode(), found.get().tag());
      if (renewed.isPresent()) {
        return hold(again, renewed.get(), now);
      }
      // Whoever came in between, the next call sees; until then nothing is held for longer.
      tag = found.get().tag();
      throw new IOException(
          "Failed to renew the lease, for something was written meanwhile: "
              + lake.root().locate(KEY));
    }
    granted = false;
    mine = null;
    tag = found.map(Seen::tag).orElse(null);
    watchedSince = now;
    return new Taken(found.map(seen -> seen.owner().who()).orElse("a job that has just ended"));
  }

  /** What is held is valid from before the request, so never for longer than others think. */
  private Standing hold(OwnerRecord record, String itsTag, long now) {
    mine = record;
    tag = itsTag;
    renewedAt = now;
    validUntil = now + durationNanos;
    granted = true;
    return new Held(record.epoch());
  }

  private record Seen(OwnerRecord owner, String tag) {}

  private Optional<Seen> read() throws IOException {
    try {
      FetchedObject object = ObjectStore.await(lake.fetch(KEY));
      return Optional.of(new Seen(OwnerRecord.decode(object.content()), object.etag()));
    } catch (ObjectGoneException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(
          "Failed to read who writes the lake: " + lake.root().locate(KEY) + ": " + e.getMessage(),
          e);
    }
  }
}
