package dev.kcompact.testbed.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Returns the payload with the function's name and settings. */
public final class EchoHandler implements RequestStreamHandler {
  public EchoHandler() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    String answer =
        "{\"echo\":%s,\"function\":\"%s\",\"greeting\":\"%s\",\"tmp\":\"%s\",\"pid\":%d,\"maxMib\":%d}"
            .formatted(
                payload,
                context.getFunctionName(),
                System.getenv("GREETING"),
                System.getenv("FUNCTION_TMP"),
                ProcessHandle.current().pid(),
                Runtime.getRuntime().maxMemory() / (1024 * 1024));
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}
