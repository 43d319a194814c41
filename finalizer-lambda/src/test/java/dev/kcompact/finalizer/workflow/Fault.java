package dev.kcompact.finalizer.workflow;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.Effects;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Call;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Interference;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fault of a state's first call, and whether a retry helps. */
enum Fault {
  BEFORE_ONCE("before", true),
  BEFORE("before", false),
  DURING_ONCE("during", true),
  DURING("during", false),
  AFTER_ONCE("after", true),
  AFTER("after", false);

  private final String moment;
  private final boolean isTransient;

  Fault(String moment, boolean isTransient) {
    this.moment = moment;
    this.isTransient = isTransient;
  }

  /** When it occurs, as docs/failures.md names it. */
  String moment() {
    return moment;
  }

  boolean isTransient() {
    return isTransient;
  }

  boolean isPartial() {
    return this == DURING || this == DURING_ONCE;
  }

  /**
   * Befalls a state's first call.
   *
   * @param effects how many changes the call makes when nothing befalls it
   */
  Interference at(String state, int effects) {
    AtomicBoolean isSpent = new AtomicBoolean();
    return (called, call) ->
        called.endsWith(InProcessFunctions.MARK + state) && isSpent.compareAndSet(false, true)
            ? befall(call, effects)
            : call.answer();
  }

  private byte[] befall(Call call, int effects) throws IOException {
    if (this == BEFORE || this == BEFORE_ONCE) {
      throw failure();
    }
    Effects.watch(isPartial() ? (effects + 1) / 2 : Integer.MAX_VALUE);
    try {
      call.answer();
    } catch (RuntimeException e) {
      if (!isPartial()) {
        throw e;
      }
    } finally {
      Effects.stop();
    }
    throw failure();
  }

  private RuntimeException failure() {
    String message = "injected: " + moment;
    return isTransient ? new RetryableException(message) : new NonRetryableException(message);
  }
}
