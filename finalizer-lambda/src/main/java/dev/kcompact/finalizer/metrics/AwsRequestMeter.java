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

/** Counts the attempts of every AWS client of a function; the SDK finds it as a resource. */
public final class AwsRequestMeter implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("kcompact.Measured");

  /** Own mapper, because the package of the handlers' JSON depends on this one. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SLOW_DOWN = 503;

  /** Error types of throttled requests that JSON services answer with status 400. */
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

  /** Reads the small body of an error to count a throttle, and returns the same bytes. */
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes call) {
    Optional<InputStream> body = context.responseBody();
    if (context.httpResponse().statusCode() != BAD_REQUEST || body.isEmpty()) {
      return body;
    }
    try (InputStream in = body.get()) {
      byte[] error = in.readAllBytes();
      if (THROTTLES.contains(type(error))) {
        ServiceRequests.throttled(service(call));
      }
      return Optional.of(new ByteArrayInputStream(error));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read error: " + service(call), e);
    }
  }

  /** Returns the error type without the prefix of its model; empty if there is none. */
  private static String type(byte[] error) throws IOException {
    try {
      String type = MAPPER.readTree(error).path("__type").asText();
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
