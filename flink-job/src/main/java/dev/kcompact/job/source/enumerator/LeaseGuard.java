package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.lease.Lease;
import dev.kcompact.job.lease.LeaseState;
import dev.kcompact.job.source.SourceOptions;
import java.io.IOException;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the enumerator from discovering and checkpointing without the lease on the lake. */
final class LeaseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseGuard.class);

  private final Lease lease;
  private final SourceOptions options;
  private boolean acquired;

  /** Another job writes the lake. A restart of this job would not change that. */
  @ThrowableAnnotation(ThrowableType.NonRecoverableError)
  static final class LakeInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LakeInUseException(String lake, String holder) {
      super(
          "Another job writes the lake %s: %s; stop that one first, two writers would duplicate records"
              .formatted(lake, holder));
    }
  }

  LeaseGuard(Lease lease, SourceOptions options) {
    this.lease = lease;
    this.options = options;
  }

  /**
   * Starts to acquire the lease.
   *
   * @param onAcquired called in the coordinator's thread
   */
  void start(SplitEnumeratorContext<?> context, Runnable onAcquired) {
    lease.start(state -> context.runInCoordinatorThread(() -> onLeaseState(state, onAcquired)));
  }

  /** Coordinator's thread: whether the lease was acquired once; it may have expired since. */
  boolean isAcquired() {
    return acquired;
  }

  /** Any thread: whether the lease is held now. */
  boolean isHeld() {
    return lease.isHeld();
  }

  /**
   * Coordinator's thread: refuses a checkpoint after the lease has expired, since the files of a
   * completed checkpoint get committed.
   */
  void checkBeforeCheckpoint() throws IOException {
    if (acquired && !lease.isHeld()) {
      throw new IOException(
          "Checkpoint refused, the lease has expired: "
              + options.lake()
              + "; another job may write the lake, this one continues once the lease is renewed");
    }
  }

  private void onLeaseState(LeaseState state, Runnable onAcquired) {
    if (state instanceof LeaseState.Held now) {
      LOG.info("This job holds the lease on the lake {}, epoch {}", options.lake(), now.epoch());
      acquired = true;
      onAcquired.run();
    } else if (state instanceof LeaseState.Waiting now) {
      LOG.info(
          "The lease on the lake {} belongs to {}; it is acquired unless it is renewed within {}",
          options.lake(),
          now.holder(),
          options.lease());
    } else if (state instanceof LeaseState.HeldByOther now) {
      throw new LakeInUseException(options.lake().toString(), now.holder());
    }
  }
}
