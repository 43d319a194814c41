package dev.kcompact.job.store;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Counts the attempts of listings and writes beyond the first, and the answers that ask for less;
 * {@link S3Gets} counts its own.
 */
final class S3Attempts implements ExecutionInterceptor {
  private static final ExecutionAttribute<Integer> SENT = new ExecutionAttribute<>("kcompact.Sent");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SLOW_DOWN = 503;

  private final RequestCounter counter;

  S3Attempts(RequestCounter counter) {
    this.counter = counter;
  }

  /** Called for every attempt, in the caller's thread or the SDK's. */
  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    Integer sent = call.getAttribute(SENT);
    if (sent != null) {
      counter.retried(kind(context.request()));
    }
    call.putAttribute(SENT, sent == null ? 1 : sent + 1);
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes call) {
    int status = context.httpResponse().statusCode();
    if (status == SLOW_DOWN || status == TOO_MANY_REQUESTS) {
      counter.throttled(kind(context.request()));
    }
  }

  private static RequestCounter.Kind kind(SdkRequest request) {
    return request instanceof PutObjectRequest ? RequestCounter.Kind.PUT : RequestCounter.Kind.LIST;
  }
}
