package dev.kcompact.finalizer.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.kcompact.finalizer.metrics.ServiceRequests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * A Lambda entry point with records as request and answer. Lambda calls the constructor without
 * parameters, and an instance in one thread at a time.
 *
 * @param <I> the request
 * @param <O> the answer
 */
public interface JsonHandler<I, O> extends RequestStreamHandler {
  @SuppressWarnings("unchecked")
  default Class<I> requestType() {
    JavaType[] arguments =
        TypeFactory.defaultInstance().findTypeParameters(getClass(), JsonHandler.class);
    return (Class<I>) arguments[0].getRawClass();
  }

  /** An exception fails the invocation. */
  O handle(I request, TimeLeft timeLeft);

  @Override
  default void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String text = new String(input.readAllBytes(), UTF_8);
    try (LogFields fields = LogFields.of(context.getAwsRequestId(), text)) {
      try {
        I request = Json.read(text, requestType(), "the payload");
        O answer = handle(request, () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        output.write(Json.write(answer).getBytes(UTF_8));
      } catch (RuntimeException e) {
        // The runtime prints it again, in many lines and without the fields.
        LoggerFactory.getLogger(getClass()).error("failed: {}", e.getMessage());
        throw e;
      } finally {
        ServiceRequests.emit();
      }
    }
  }
}
