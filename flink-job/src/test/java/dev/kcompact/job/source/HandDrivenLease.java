package dev.kcompact.job.source;

import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.lease.Standing;
import java.util.function.Consumer;

/** A lease that is granted and lost by hand. */
final class HandDrivenLease implements Lease {
  private Consumer<Standing> changed = standing -> {};
  private boolean held;
  private boolean closed;

  void grant() {
    held = true;
    changed.accept(new Standing.Held(1));
  }

  /** It ran out, and nobody knows who has it. */
  void runOut() {
    held = false;
  }

  void lose(String other) {
    held = false;
    changed.accept(new Standing.Taken(other));
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void start(Consumer<Standing> changed) {
    this.changed = changed;
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
