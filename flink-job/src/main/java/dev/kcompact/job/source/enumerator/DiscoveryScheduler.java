package dev.kcompact.job.source.enumerator;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.discovery.PollInterval;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a poll starts, and from which state. One poll runs at a time: the next is due only
 * after the coordinator's thread has applied the result of the last, so no result is discarded.
 */
final class DiscoveryScheduler {
  /**
   * What a poll starts from.
   *
   * @param fullScanAllowed whether objects that are on their way to the lake can be distinguished
   *     from late ones
   */
  record DiscoveryInput(DiscoveryState state, boolean fullScanAllowed) {
    DiscoveryInput {
      requireNonNull(state, "state is null");
    }
  }

  private volatile DiscoveryInput input;

  /** Null while a poll runs. */
  private volatile @Nullable Instant nextPoll = Instant.MIN;

  private volatile PollInterval interval;

  DiscoveryScheduler(DiscoveryState state, PollInterval interval) {
    this.input = new DiscoveryInput(state, false);
    this.interval = interval;
  }

  /** Worker thread: starts a poll, if one is due. */
  Optional<DiscoveryInput> tryStart(Instant now) {
    Instant due = nextPoll;
    if (due == null || now.isBefore(due)) {
      return Optional.empty();
    }
    nextPoll = null;
    return Optional.of(input);
  }

  /** Coordinator's thread: the result of the poll is applied. */
  void onSuccess(DiscoveryState state, Instant now, long discovered, long requests) {
    input = new DiscoveryInput(state, input.fullScanAllowed());
    interval = interval.after(discovered, requests);
    nextPoll = now.plus(interval.current());
  }

  /** Coordinator's thread: the poll failed. */
  void onFailure(Instant now) {
    nextPoll = now.plus(interval.max());
  }

  /** Coordinator's thread: allows full scans from now on. */
  void allowFullScans() {
    input = new DiscoveryInput(input.state(), true);
  }

  DiscoveryState state() {
    return input.state();
  }

  PollInterval interval() {
    return interval;
  }
}
