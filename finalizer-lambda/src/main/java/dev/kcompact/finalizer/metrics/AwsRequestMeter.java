package dev.kcompact.finalizer.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts the attempts of every AWS client of a function; the SDK finds it by a resource. */
public final class AwsRequestMeter implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("kcompact.Measured");

  /** Its own, since the handlers' JSON is in a package that counts requests here. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SLOW_DOWN = 503;

  /** What services of JSON say with status 400 when they are asked too much. */
  private static final Set<String> THROTTLES =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "TooManyRequestsException");

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

  /** Looks for a throttle in the body of a refusal, which is small, and hands it on as it was. */
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes call) {
    Optional<InputStream> body = context.responseBody();
    if (context.httpResponse().statusCode() != BAD_REQUEST || body.isEmpty()) {
      return body;
    }
    try (InputStream in = body.get()) {
      byte[] refusal = in.readAllBytes();
      if (THROTTLES.contains(type(refusal))) {
        ServiceRequests.throttled(service(call));
      }
      return Optional.of(new ByteArrayInputStream(refusal));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read refusal: " + service(call), e);
    }
  }

  /** Of a service's error, without the name of its model before it; empty where there is none. */
  private static String type(byte[] refusal) throws IOException {
    try {
      String type = MAPPER.readTree(refusal).path("__type").asText();
      return type.substring(type.indexOf('#') + 1);
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String service(ExecutionAttributes call) {
    String name = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    return name == null ? "unknown" : name;
  }
}
