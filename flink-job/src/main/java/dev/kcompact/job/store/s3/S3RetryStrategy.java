package dev.kcompact.job.store.s3;

import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.RetryOptions;
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
 * The SDK's standard strategy with support for {@code Retry-After}, which the SDK's asynchronous
 * clients ignore. The circuit breaker is off: a burst of throttled requests, 128 in flight, would
 * use up its 500 tokens at once and then calls would fail without a retry.
 */
final class S3RetryStrategy implements RetryStrategy {
  private final RetryStrategy delegate;
  private final RequestCounter counter;

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
            // Under load, the next attempt may report an attempt's timeout, wrapped twice.
            .retryOnRootCauseInstanceOf(ApiCallAttemptTimeoutException.class)
            .build();
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    return delegate.acquireInitialToken(request);
  }

  /** Called in SDK threads after a failed attempt. */
  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    RefreshRetryTokenRequest.Builder withDelay = request.toBuilder();
    retryAfter(request.failure()).ifPresent(withDelay::suggestedDelay);
    RefreshRetryTokenResponse next = delegate.refreshRetryToken(withDelay.build());
    counter.delayed(next.delay());
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

  /** The delegate already includes the defaults of the SDK's clients. */
  @Override
  public boolean useClientDefaults() {
    return false;
  }

  @Override
  public RetryStrategy.Builder<?, ?> toBuilder() {
    return delegate.toBuilder();
  }

  /** Delay in seconds from the header; S3 servers do not send a date. */
  private static Optional<Duration> retryAfter(Throwable failure) {
    if (!(failure instanceof AwsServiceException error) || error.awsErrorDetails() == null) {
      return Optional.empty();
    }
    SdkHttpResponse response = error.awsErrorDetails().sdkHttpResponse();
    return response == null
        ? Optional.empty()
        : response
            .firstMatchingHeader("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,5}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
