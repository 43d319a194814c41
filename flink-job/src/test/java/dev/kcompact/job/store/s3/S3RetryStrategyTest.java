package dev.kcompact.job.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.RetryOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Number and length of retry delays. */
class S3RetryStrategyTest {
  private static final RetryOptions OPTIONS = RetryOptions.DEFAULTS;
  private static final Throwable RESET =
      SdkClientException.create("reset", new IOException("reset"));

  private Duration delayed = Duration.ZERO;
  private final RequestCounter counter =
      new RequestCounter() {
        @Override
        public void count(Kind kind) {}

        @Override
        public void delayed(Duration delay) {
          delayed = delayed.plus(delay);
        }
      };

  private static Throwable error(int status, String code, String... headers) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    for (int i = 0; i < headers.length; i += 2) {
      response.putHeader(headers[i], headers[i + 1]);
    }
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).sdkHttpResponse(response.build()).build())
        .build();
  }

  private static Throwable slowDown(String... headers) {
    return error(503, "SlowDown", headers);
  }

  /** The delays before the second, third, ... attempt of a call that always fails. */
  private static List<Duration> delays(S3RetryStrategy strategy, Throwable failure) {
    RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create("get")).token();
    List<Duration> delays = new ArrayList<>();
    try {
      while (true) {
        RefreshRetryTokenResponse next =
            strategy.refreshRetryToken(
                RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
        token = next.token();
        delays.add(next.delay());
      }
    } catch (TokenAcquisitionFailedException e) {
      return delays;
    }
  }

  @Test
  void delaysDoubleWithFullJitterAndAreBounded() {
    S3RetryStrategy strategy = new S3RetryStrategy(OPTIONS, counter);
    boolean belowHalf = false;
    for (int call = 0; call < 200; call++) {
      List<Duration> delays = delays(strategy, slowDown());
      assertThat(delays).hasSize(OPTIONS.maxAttempts() - 1);
      Duration ceiling = OPTIONS.firstThrottledDelay();
      for (Duration delay : delays) {
        assertThat(delay).isLessThanOrEqualTo(ceiling).isLessThanOrEqualTo(OPTIONS.longestDelay());
        belowHalf |= delay.compareTo(ceiling.dividedBy(2)) < 0;
        ceiling = ceiling.multipliedBy(2);
      }
    }
    assertThat(belowHalf).as("the complete delay is random").isTrue();
  }

  @Test
  void aBrokenConnectionIsTriedAgainSoonerThanAThrottledRequest() {
    List<Duration> delays = delays(new S3RetryStrategy(OPTIONS, counter), RESET);
    assertThat(delays).hasSize(OPTIONS.maxAttempts() - 1);
    assertThat(delays.get(0)).isLessThanOrEqualTo(OPTIONS.firstDelay());
    assertThat(delayed).isEqualTo(delays.stream().reduce(Duration.ZERO, Duration::plus));
  }

  @Test
  void theServersWordIsTheLeastDelay() {
    S3RetryStrategy strategy = new S3RetryStrategy(OPTIONS, counter);
    assertThat(delays(strategy, slowDown("Retry-After", "60")))
        .allSatisfy(delay -> assertThat(delay).isEqualTo(Duration.ofSeconds(60)));
    assertThat(delays(strategy, slowDown("Retry-After", "Thu, 01 Jan 2026 00:00:00 GMT")).get(0))
        .as("anything but a number of seconds is ignored")
        .isLessThanOrEqualTo(OPTIONS.firstThrottledDelay());
  }

  /** Observed under load, where the call then failed after one timeout. */
  @Test
  void aTimeoutIsTriedAgainHoweverItIsWrapped() {
    Throwable cancelled = new IllegalStateException(ApiCallAttemptTimeoutException.create(300));
    Throwable wrapped = SdkClientException.create("cancelled", cancelled);
    assertThat(delays(new S3RetryStrategy(OPTIONS, counter), wrapped))
        .hasSize(OPTIONS.maxAttempts() - 1);
  }

  @Test
  void aRefusalIsFinal() {
    Throwable forbidden = error(403, "AccessDenied");
    assertThat(delays(new S3RetryStrategy(OPTIONS, counter), forbidden)).isEmpty();
  }

  @Test
  void optionsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> OPTIONS.bounded(0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxAttempts is not positive: 0");
    assertThatThrownBy(() -> OPTIONS.bounded(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("callTimeout is not positive: PT0S");
  }
}
