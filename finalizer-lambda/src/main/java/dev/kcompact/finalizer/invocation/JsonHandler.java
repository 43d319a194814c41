package dev.kcompact.finalizer.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A Lambda entry point that takes one record and answers with another. Lambda calls one instance on
 * one thread at a time.
 *
 * @param <I> the request
 * @param <O> the answer
 */
public interface JsonHandler<I, O> extends RequestStreamHandler {

  Class<I> requestType();

  /** Does the work; whatever it throws is the invocation's failure. */
  O handle(I request, TimeLeft timeLeft);

  @Override
  default void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String text = new String(input.readAllBytes(), UTF_8);
    I request = Json.read(text, requestType(), "The payload");
    O answer = handle(request, () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
    output.write(Json.write(answer).getBytes(UTF_8));
  }
}
