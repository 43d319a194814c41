package dev.kcompact.job.store;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The SDK's standard strategy, and heed for {@code Retry-After}, which the SDK's asynchronous
 * clients do not look at. Its circuit breaker is off: a burst of throttled requests, 128 in flight,
 * empties its 500 tokens at once and would fail calls that had not been tried again even once.
 */
final class S3RetryStrategy implements RetryStrategy {
  private final RetryStrategy delegate;
  private final RequestCounter counter;

  /**
   * @param counter is told of delays
   */
  S3RetryStrategy(RetryOptions options, RequestCounter counter) {
    this.counter = counter;
    delegate =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(options.maxAttempts())
            .backoffStrategy(
                BackoffStrategy.exponentialDelay(options.firstDelay(), options.longestDelay()))
            .throttlingBackoffStrategy(
                BackoffStrategy.exponentialDelay(
                    options.firstThrottledDelay(), options.longestDelay()))
            .circuitBreakerEnabled(false)
            // Under load an attempt's timeout can reach the next attempt, wrapped twice.
            .retryOnRootCauseInstanceOf(ApiCallAttemptTimeoutException.class)
            .build();
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    return delegate.acquireInitialToken(request);
  }

  /** Called in the SDK's threads after an attempt that failed. */
  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    RefreshRetryTokenRequest.Builder asked = request.toBuilder();
    retryAfter(request.failure()).ifPresent(asked::suggestedDelay);
    RefreshRetryTokenResponse next = delegate.refreshRetryToken(asked.build());
    counter.heldBack(next.delay());
    return next;
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    return delegate.recordSuccess(request);
  }

  @Override
  public int maxAttempts() {
    return delegate.maxAttempts();
  }

  /** The conditions of the SDK's clients are in already. */
  @Override
  public boolean useClientDefaults() {
    return false;
  }

  @Override
  public RetryStrategy.Builder<?, ?> toBuilder() {
    return delegate.toBuilder();
  }

  /** Seconds only: no S3 server answers with a date. */
  private static Optional<Duration> retryAfter(Throwable failure) {
    if (!(failure instanceof AwsServiceException answer) || answer.awsErrorDetails() == null) {
      return Optional.empty();
    }
    SdkHttpResponse response = answer.awsErrorDetails().sdkHttpResponse();
    return response == null
        ? Optional.empty()
        : response
            .firstMatchingHeader("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,5}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
