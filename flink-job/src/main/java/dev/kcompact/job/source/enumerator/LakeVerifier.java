package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import dev.kcompact.job.source.split.SplitBacklog;
import dev.kcompact.job.source.split.VerificationRequest;
import dev.kcompact.job.source.split.VerificationResult;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Verifies objects and groups that may be in the lake already, before they are assigned. Used in
 * the coordinator's thread; the worker thread reads the lake.
 */
final class LakeVerifier {
  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitDiscoverer discoverer;
  private final SplitBacklog backlog;
  private final EnumeratorMetrics metrics;
  private final FailurePolicy failures;
  private final boolean keepsHeld;

  LakeVerifier(
      SplitEnumeratorContext<FileGroup> context,
      SplitDiscoverer discoverer,
      SplitBacklog backlog,
      EnumeratorMetrics metrics,
      FailurePolicy failures,
      boolean keepsHeld) {
    this.context = context;
    this.discoverer = discoverer;
    this.backlog = backlog;
    this.metrics = metrics;
    this.failures = failures;
    this.keepsHeld = keepsHeld;
  }

  /** Verifies what must be verified, then calls {@code onVerified} in the same thread. */
  void verifyAgainstLake(Runnable onVerified) {
    backlog
        .verificationRequest()
        .ifPresent(
            request ->
                context.callAsync(
                    () -> discoverer.verify(request),
                    (result, failure) -> apply(request, result, failure, onVerified)));
  }

  private void apply(
      VerificationRequest request,
      @Nullable VerificationResult result,
      @Nullable Throwable failure,
      Runnable onVerified) {
    if (result == null) {
      failures.onFailure("verify objects against the lake", failure);
      return;
    }
    backlog.onVerified(request, result, keepsHeld);
    metrics.alreadyCommitted(result.committedCount());
    onVerified.run();
  }
}
