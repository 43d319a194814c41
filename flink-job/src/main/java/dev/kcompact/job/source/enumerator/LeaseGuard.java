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

/** Prevents discovery and checkpoints without the lease on the lake. */
final class LeaseGuard {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseGuard.class);

  private final Lease lease;
  private final SourceOptions options;
  private boolean acquired;

  /** Another job writes the lake; a restart of this job cannot change that. */
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

  /** Calls {@code onAcquired} in the coordinator's thread whenever the lease is acquired. */
  void start(SplitEnumeratorContext<?> context, Runnable onAcquired) {
    lease.start(state -> context.runInCoordinatorThread(() -> onLeaseState(state, onAcquired)));
  }

  /** Whether the lease was acquired once; it may have expired since. Coordinator's thread only. */
  boolean isAcquired() {
    return acquired;
  }

  /** Whether the lease is held now. Safe in any thread. */
  boolean isHeld() {
    return lease.isHeld();
  }

  /** Refuses a checkpoint after the lease has expired, because its files would be committed. */
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
      LOG.info("Acquired the lease: {}, epoch {}", options.lake(), now.epoch());
      acquired = true;
      onAcquired.run();
    } else if (state instanceof LeaseState.Waiting now) {
      LOG.info(
          "Waiting for the lease: {}, held by {}; this job acquires it unless renewed within {}",
          options.lake(),
          now.holder(),
          options.lease());
    } else if (state instanceof LeaseState.HeldByOther now) {
      throw new LakeInUseException(options.lake().toString(), now.holder());
    }
  }
}
