package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.PollPace;
import dev.kcompact.job.discovery.Seen;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to look, and from what. One look is under way at a time: the next is due only after the
 * coordinator's thread has taken over the result of the last, so none is ever void.
 */
final class Lookout {
  /**
   * What a look starts from.
   *
   * @param maySweep whether names on their way to the lake can be told from late ones
   */
  record Basis(Seen seen, boolean maySweep) {
    Basis {
      requireNonNull(seen, "seen is null");
    }
  }

  private volatile Basis basis;

  /** Null while a look is under way. */
  private volatile @Nullable Instant next = Instant.MIN;

  private volatile PollPace pace;

  Lookout(Seen seen, PollPace pace) {
    this.basis = new Basis(seen, false);
    this.pace = pace;
  }

  /** Worker thread: begins a look, if one is due. */
  Optional<Basis> begin(Instant now) {
    Instant due = next;
    if (due == null || now.isBefore(due)) {
      return Optional.empty();
    }
    next = null;
    return Optional.of(basis);
  }

  /** Coordinator's thread: the look is taken over. */
  void end(Seen seen, Instant now, long found, long listings) {
    basis = new Basis(seen, basis.maySweep());
    pace = pace.after(found, listings);
    next = now.plus(pace.current());
  }

  /** Coordinator's thread: the look failed. */
  void fail(Instant now) {
    next = now.plus(pace.most());
  }

  /** Coordinator's thread: from now on sweeps make sense. */
  void allowSweeps() {
    basis = new Basis(basis.seen(), true);
  }

  Seen seen() {
    return basis.seen();
  }

  PollPace pace() {
    return pace;
  }
}
