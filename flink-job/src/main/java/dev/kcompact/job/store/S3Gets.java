package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

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
 * GETs by the SDK's signer, HTTP client and retry strategy, without the pipeline of interceptors
 * that its service client puts around them: most of what a small object costs (ADR 32). Safe for
 * use by several threads; whoever asks signs in his own thread, the rest is done in the HTTP
 * client's.
 *
 * <p>Without TLS, whose records have sums of their own, a whole body is held against its entity tag
 * and asked for again where the two differ. A body that comes so twice is taken: the tag is no sum
 * of this server's then, and nothing is held against tags any more (ADR 39).
 */
final class S3Gets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Gets.class);
  private static final String SCOPE = "GET";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SLOW_DOWN = 503;

  private final S3GetSigner signer;
  private final SdkAsyncHttpClient http;
  private final EventLoopGroup timers;
  private final RetryStrategy strategy;
  private final StoreOptions options;
  private final RequestCounter counter;

  /** Whether whole bodies are held against their entity tags. */
  private volatile boolean sums;

  private final Set<CompletableFuture<S3Answer>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param timers also runs the attempts that follow a failed one
   */
  S3Gets(
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
    this.sums = options.isPlain();
  }

  /**
   * The answer of success; completes with what the SDK's client would throw otherwise. Cancelling
   * it ends the request.
   *
   * @param key in the bucket
   * @param range as in the header; null for the whole object
   */
  CompletableFuture<S3Answer> get(String key, @Nullable String range) {
    Call call = new Call(key, range);
    underWay.add(call.result);
    call.result.whenComplete((done, failure) -> underWay.remove(call.result));
    counter.count(RequestCounter.Kind.GET);
    call.attempt();
    return call.result;
  }

  /** Ends what is under way; an HTTP client that is closed need not tell of it. */
  @Override
  public void close() {
    CancellationException closed = new CancellationException("The store is closed");
    underWay.forEach(call -> call.completeExceptionally(closed));
  }

  /**
   * One call: its attempts come one after the other, each in the thread that ended the one before.
   */
  private final class Call {
    private final CompletableFuture<S3Answer> result = new CompletableFuture<>();
    private final String key;
    private final @Nullable String range;
    private final long begun = System.nanoTime();

    /** A body that its entity tag contradicts; null while none came. */
    private byte @Nullable [] doubted;

    private RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(SCOPE)).token();

    Call(String key, @Nullable String range) {
      this.key = key;
      this.range = range;
    }

    void attempt() {
      CompletableFuture<S3Answer> answer = new CompletableFuture<>();
      try {
        Duration patience = least(options.timeout(), timeLeft());
        CompletableFuture<Void> sent = http.execute(request(answer));
        sent.whenComplete((done, failure) -> failed(answer, failure));
        Future<?> timer = after(patience, () -> failed(answer, tooLate(patience)));
        answer.whenComplete(
            (done, failure) -> {
              timer.cancel(false);
              if (failure != null) {
                sent.cancel(true);
              }
            });
        result.whenComplete((done, failure) -> failed(answer, failure));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
      answer.whenComplete(this::came);
    }

    private AsyncExecuteRequest request(CompletableFuture<S3Answer> answer) {
      return AsyncExecuteRequest.builder()
          .request(signer.sign(key, range))
          .requestContentPublisher(S3NoContent.INSTANCE)
          .responseHandler(new S3AnswerCollector(answer))
          .build();
    }

    /** Whatever happens here, the call ends: nobody sees what a callback throws. */
    private void came(@Nullable S3Answer answer, @Nullable Throwable failure) {
      if (answer != null && answer.isSuccessful() && !isDoubtful(answer)) {
        result.complete(answer);
      } else if (!result.isDone()) {
        try {
          tryAgain(answer == null ? requireNonNull(failure) : failure(answer));
        } catch (RuntimeException e) {
          result.completeExceptionally(e);
        }
      }
    }

    private boolean isDoubtful(S3Answer answer) {
      if (!sums || range != null || !S3EntityTag.contradicts(answer)) {
        return false;
      }
      if (Arrays.equals(doubted, answer.body())) {
        LOG.warn("Entity tags of {} are no sums; contents are not held against them", key);
        sums = false;
        return false;
      }
      doubted = answer.body();
      return true;
    }

    private Throwable failure(S3Answer answer) {
      if (answer.isSuccessful()) {
        return new IOException("its content is not what its entity tag says");
      }
      if (isThrottled(answer.head().statusCode())) {
        counter.throttled(RequestCounter.Kind.GET);
      }
      return answer.failure();
    }

    private void tryAgain(Throwable failure) {
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
      after(next.delay(), this::again);
    }

    private void again() {
      if (!result.isDone()) {
        counter.retried(RequestCounter.Kind.GET);
        attempt();
      }
    }

    private Duration timeLeft() {
      return options.retries().callTimeout().minusNanos(System.nanoTime() - begun);
    }
  }

  private Future<?> after(Duration delay, Runnable task) {
    return timers.next().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void failed(CompletableFuture<?> answer, @Nullable Throwable failure) {
    if (failure != null) {
      answer.completeExceptionally(failure);
    }
  }

  private static boolean isThrottled(int status) {
    return status == SLOW_DOWN || status == TOO_MANY_REQUESTS;
  }

  private static ApiCallAttemptTimeoutException tooLate(Duration patience) {
    return ApiCallAttemptTimeoutException.create(patience.toMillis());
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
