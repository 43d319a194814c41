package dev.kcompact.job.store.s3;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Sends GETs with the SDK's signer, HTTP client and retry strategy, but without the interceptors of
 * its service client, which cost most of a small object's GET (ADR 32). Thread-safe: requests are
 * signed in the caller's thread, everything else runs in the HTTP client's.
 *
 * <p>Without TLS, which has its own checksums, a complete body is checked against its entity tag
 * and requested again if they differ. If the same body arrives twice, it is accepted: the tags of
 * this server are not checksums, and no more bodies are checked (ADR 39).
 */
final class S3GetClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3GetClient.class);
  private static final String SCOPE = "GET";

  private final S3GetSigner signer;
  private final SdkAsyncHttpClient http;
  private final EventLoopGroup timers;
  private final RetryStrategy strategy;
  private final StoreOptions options;
  private final RequestCounter counter;
  private volatile boolean checksBodies;
  private final Set<CompletableFuture<S3Response>> inFlight = ConcurrentHashMap.newKeySet();

  /** Retries run in {@code timers}, too. */
  S3GetClient(
      S3GetSigner signer,
      SdkAsyncHttpClient http,
      EventLoopGroup timers,
      StoreOptions options,
      RequestCounter counter) {
    this.signer = signer;
    this.http = http;
    this.timers = timers;
    this.strategy = new S3RetryStrategy(options.retries(), counter);
    this.options = options;
    this.counter = counter;
    this.checksBodies = !options.usesTls();
  }

  /**
   * Sends a GET. The result completes with a successful response or the exception that the SDK's
   * client would throw. Cancelling it ends the request.
   *
   * @param key key in the bucket
   * @param range value of the Range header; null for the complete object
   */
  CompletableFuture<S3Response> get(String key, @Nullable String range) {
    Call call = new Call(key, range);
    inFlight.add(call.result);
    call.result.whenComplete((done, failure) -> inFlight.remove(call.result));
    counter.count(RequestCounter.Kind.GET);
    call.attempt();
    return call.result;
  }

  /** Fails the calls in flight, because a closed HTTP client may not report them. */
  @Override
  public void close() {
    CancellationException closed = new CancellationException("The store is closed");
    inFlight.forEach(call -> call.completeExceptionally(closed));
  }

  /** One call. Each attempt starts in the thread that ended the previous one. */
  private final class Call {
    private final CompletableFuture<S3Response> result = new CompletableFuture<>();
    private final String key;
    private final @Nullable String range;
    private final long started = System.nanoTime();

    /** Last body that contradicts its entity tag, if any. */
    private byte @Nullable [] rejectedBody;

    private RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(SCOPE)).token();

    Call(String key, @Nullable String range) {
      this.key = key;
      this.range = range;
    }

    void attempt() {
      CompletableFuture<S3Response> response = new CompletableFuture<>();
      try {
        Duration timeout = min(options.timeout(), timeLeft());
        CompletableFuture<Void> sent = http.execute(request(response));
        sent.whenComplete((done, failure) -> fail(response, failure));
        Future<?> timer =
            after(
                timeout,
                () -> fail(response, ApiCallAttemptTimeoutException.create(timeout.toMillis())));
        response.whenComplete(
            (done, failure) -> {
              timer.cancel(false);
              if (failure != null) {
                sent.cancel(true);
              }
            });
        result.whenComplete((done, failure) -> fail(response, failure));
      } catch (RuntimeException e) {
        response.completeExceptionally(e);
      }
      response.whenComplete(this::onAttempt);
    }

    private AsyncExecuteRequest request(CompletableFuture<S3Response> response) {
      return AsyncExecuteRequest.builder()
          .request(signer.sign(key, range))
          .requestContentPublisher(S3GetSigner.EmptyBody.INSTANCE)
          .responseHandler(new S3ResponseCollector(response))
          .build();
    }

    /** Ends the call on any exception, because exceptions of callbacks are dropped. */
    private void onAttempt(@Nullable S3Response response, @Nullable Throwable failure) {
      if (response != null && response.isSuccessful() && !isCorrupted(response)) {
        result.complete(response);
      } else if (!result.isDone()) {
        try {
          retry(response == null ? requireNonNull(failure) : failure(response));
        } catch (RuntimeException e) {
          result.completeExceptionally(e);
        }
      }
    }

    private boolean isCorrupted(S3Response response) {
      if (!checksBodies || range != null || !response.contradictsEntityTag()) {
        return false;
      }
      if (Arrays.equals(rejectedBody, response.body())) {
        LOG.warn("Entity tags are not checksums: {}; bodies are not checked against them", key);
        checksBodies = false;
        return false;
      }
      rejectedBody = response.body();
      return true;
    }

    private Throwable failure(S3Response response) {
      if (response.isSuccessful()) {
        return new IOException("the content does not match the checksum in its entity tag");
      }
      if (S3Failures.isThrottled(response.head())) {
        counter.throttled(RequestCounter.Kind.GET);
      }
      return response.failure();
    }

    private void retry(Throwable failure) {
      RefreshRetryTokenResponse next;
      try {
        next =
            strategy.refreshRetryToken(
                RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
      } catch (TokenAcquisitionFailedException e) {
        result.completeExceptionally(failure);
        return;
      }
      if (next.delay().compareTo(timeLeft()) >= 0) {
        throw ApiCallTimeoutException.create(options.retries().callTimeout().toMillis());
      }
      token = next.token();
      after(next.delay(), this::sendAgain);
    }

    private void sendAgain() {
      if (!result.isDone()) {
        counter.retried(RequestCounter.Kind.GET);
        attempt();
      }
    }

    private Duration timeLeft() {
      return options.retries().callTimeout().minusNanos(System.nanoTime() - started);
    }
  }

  private Future<?> after(Duration delay, Runnable task) {
    return timers.next().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void fail(CompletableFuture<?> response, @Nullable Throwable failure) {
    if (failure != null) {
      response.completeExceptionally(failure);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
