package dev.kcompact.testbed.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Result of an invocation. */
public sealed interface LambdaOutcome {
  /** What the handler returned, or the error as JSON. */
  byte[] payload();

  record Returned(byte[] payload) implements LambdaOutcome {}

  /**
   * The handler threw, or the sandbox ended; the payload is a JSON object with errorType and
   * errorMessage.
   */
  record Failed(byte[] payload) implements LambdaOutcome {
    /** An error of Lambda; neither part may need escaping in JSON. */
    static Failed of(String type, String message) {
      String json = "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}";
      return new Failed(json.getBytes(UTF_8));
    }
  }
}
