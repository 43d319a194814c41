package dev.kcompact.finalizer.workflow;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.Effects;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Call;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Interference;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What befalls a state's first call, and whether trying again helps. */
enum Fault {
  BEFORE_ONCE("before it does anything", true),
  BEFORE("before it does anything", false),
  DURING_ONCE("amid its changes", true),
  DURING("amid its changes", false),
  AFTER_ONCE("done, the answer lost", true),
  AFTER("done, the answer lost", false);

  private final String moment;
  private final boolean isTransient;

  Fault(String moment, boolean isTransient) {
    this.moment = moment;
    this.isTransient = isTransient;
  }

  /** As the table in docs/failures.md has it. */
  String description() {
    return moment + (isTransient ? ", once" : ", for good");
  }

  boolean isTransient() {
    return isTransient;
  }

  boolean isAmid() {
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
    Effects.watch(isAmid() ? (effects + 1) / 2 : Integer.MAX_VALUE);
    try {
      call.answer();
    } catch (RuntimeException e) {
      if (!isAmid()) {
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
