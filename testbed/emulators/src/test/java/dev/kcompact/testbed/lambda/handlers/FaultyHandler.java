package dev.kcompact.testbed.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Fails as {@code fault} in the payload specifies. */
public final class FaultyHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  public FaultyHandler() {}

  /** A retryable failure. */
  public static final class TransientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TransientException(String message) {
      super(message);
    }
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    String fault = String.valueOf(input.get("fault"));
    switch (fault) {
      case "throw" -> throw new IllegalStateException("No: " + input.get("name"));
      case "once" -> throwOnce(Path.of(String.valueOf(input.get("marker"))));
      case "exit" -> Runtime.getRuntime().halt(9);
      case "hang" -> hang();
      default -> {}
    }
    return Map.of("name", String.valueOf(input.get("name")), "fault", fault);
  }

  private static void throwOnce(Path marker) {
    try {
      Files.createFile(marker);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write: " + marker, e);
    }
    throw new TransientException("Try again");
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
