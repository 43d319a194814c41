package dev.kcompact.job.source.enumerator;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.discovery.PollInterval;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a poll starts, and from which state. One poll runs at a time: the next is due only
 * after the result of the last was applied, so no result is discarded. {@link #tryStart} is called
 * in the worker thread, results are applied in the coordinator's thread, and {@link #interval} is
 * safe in any thread.
 */
final class DiscoveryScheduler {
  /**
   * State to poll from. Full scans are allowed once late objects can be distinguished from objects
   * about to be committed.
   *
   * @param waitingObjects known objects in no committed file
   * @param waitingBytes their stored bytes
   */
  record DiscoveryInput(
      DiscoveryState state, boolean fullScanAllowed, long waitingObjects, long waitingBytes) {
    DiscoveryInput {
      requireNonNull(state, "state is null");
    }
  }

  private final IntakeLimits limits;
  private DiscoveryInput input;

  /** Null while a poll runs. */
  private @Nullable Instant nextPoll = Instant.MIN;

  private volatile PollInterval interval;

  /** Whether the last poll failed, so that the next one must not start early. */
  private boolean hasFailed;

  DiscoveryScheduler(DiscoveryState state, PollInterval interval, IntakeLimits limits) {
    this.input = new DiscoveryInput(state, false, 0, 0);
    this.interval = interval;
    this.limits = limits;
  }

  synchronized Optional<DiscoveryInput> tryStart(Instant now) {
    Instant due = nextPoll;
    if (due == null || now.isBefore(due)) {
      return Optional.empty();
    }
    nextPoll = null;
    return Optional.of(input);
  }

  synchronized void onSuccess(DiscoveryState state, Instant now, long discovered, long requests) {
    input = input(state, input.fullScanAllowed());
    interval = interval.after(discovered, requests);
    nextPoll = now.plus(interval.current());
    hasFailed = false;
  }

  synchronized void onFailure(Instant now) {
    nextPoll = now.plus(interval.max());
    hasFailed = true;
  }

  synchronized void allowFullScans() {
    input = input(input.state(), true);
  }

  private DiscoveryInput input(DiscoveryState state, boolean fullScanAllowed) {
    return new DiscoveryInput(state, fullScanAllowed, input.waitingObjects(), input.waitingBytes());
  }

  /**
   * Notes what waits to be compacted. Returns true once if an open listing is to go on before the
   * next poll is due.
   */
  synchronized boolean onWaiting(long objects, long bytes, Instant now) {
    input = new DiscoveryInput(input.state(), input.fullScanAllowed(), objects, bytes);
    boolean isEarly =
        nextPoll != null
            && nextPoll.isAfter(now)
            && !hasFailed
            && hasOpenListings()
            && limits.isHalfFree(objects, bytes);
    if (isEarly) {
      nextPoll = now;
    }
    return isEarly;
  }

  /** Whether a listing stopped at the limit. */
  synchronized boolean hasOpenListings() {
    return !input.state().openListings().isEmpty();
  }

  synchronized DiscoveryState state() {
    return input.state();
  }

  PollInterval interval() {
    return interval;
  }
}
