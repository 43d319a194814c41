package dev.kcompact.finalizer.metrics;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts the attempts of every AWS client of a function; the SDK finds it by a resource. */
public final class AwsRequestMeter implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("kcompact.Measured");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SLOW_DOWN = 503;

  /** Called by the SDK. */
  public AwsRequestMeter() {}

  /** Called for every attempt, in the caller's thread. */
  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    if (call.getAttribute(SENT) == null) {
      call.putAttribute(SENT, true);
      ServiceRequests.sent(service(call));
    } else {
      ServiceRequests.retried(service(call));
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes call) {
    int status = context.httpResponse().statusCode();
    if (status == TOO_MANY_REQUESTS || status == SLOW_DOWN) {
      ServiceRequests.throttled(service(call));
    }
  }

  private static String service(ExecutionAttributes call) {
    String name = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    return name == null ? "unknown" : name;
  }
}
