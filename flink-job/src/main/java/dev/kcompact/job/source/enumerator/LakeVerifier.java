package dev.kcompact.job.source.enumerator;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import dev.kcompact.job.source.split.SplitBacklog;
import dev.kcompact.job.source.split.VerificationRequest;
import dev.kcompact.job.source.split.VerificationResult;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Verifies objects and groups that the lake may have already; none of them is assigned before. Used
 * in the coordinator's thread; the lake is read in the enumerator's worker thread.
 */
final class LakeVerifier {
  private final SplitEnumeratorContext<FileGroup> context;
  private final SplitDiscoverer discoverer;
  private final SplitBacklog backlog;
  private final EnumeratorMetrics metrics;
  private final FailurePolicy failures;

  LakeVerifier(
      SplitEnumeratorContext<FileGroup> context,
      SplitDiscoverer discoverer,
      SplitBacklog backlog,
      EnumeratorMetrics metrics,
      FailurePolicy failures) {
    this.context = context;
    this.discoverer = discoverer;
    this.backlog = backlog;
    this.metrics = metrics;
    this.failures = failures;
  }

  /**
   * Starts a verification if there is anything to verify.
   *
   * @param onVerified called in the coordinator's thread after the result is applied
   */
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
    backlog.onVerified(request, result);
    metrics.alreadyCommitted(result.committedCount());
    onVerified.run();
  }
}
