package dev.kcompact.job.source.enumerator;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryState;
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

  Optional<DiscoveryInput> tryStart(Instant now) {
    Instant due = nextPoll;
    if (due == null || now.isBefore(due)) {
      return Optional.empty();
    }
    nextPoll = null;
    return Optional.of(input);
  }

  void onSuccess(DiscoveryState state, Instant now, long discovered, long requests) {
    input = new DiscoveryInput(state, input.fullScanAllowed());
    interval = interval.after(discovered, requests);
    nextPoll = now.plus(interval.current());
  }

  void onFailure(Instant now) {
    nextPoll = now.plus(interval.max());
  }

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
