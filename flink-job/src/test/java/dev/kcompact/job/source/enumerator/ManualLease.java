package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.lease.LeaseState;
import java.util.function.Consumer;

/** A lease whose state is controlled by the test. */
final class ManualLease implements Lease {
  private Consumer<LeaseState> listener = state -> {};
  private boolean held;
  private boolean closed;

  void grant() {
    held = true;
    listener.accept(new LeaseState.Held(1));
  }

  /** Expires without reporting a change of state. */
  void expire() {
    held = false;
  }

  void loseTo(String holder) {
    held = false;
    listener.accept(new LeaseState.HeldByOther(holder));
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void start(Consumer<LeaseState> newListener) {
    listener = newListener;
  }

  @Override
  public boolean isHeld() {
    return held;
  }

  @Override
  public void close() {
    closed = true;
  }
}
