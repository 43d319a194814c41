package dev.kcompact.testbed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * What an HTTP request is answered with.
 *
 * @param status the HTTP status
 * @param headers further headers; the length is set by the server
 * @param body the body, possibly empty
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {
  /** Copies the headers; the body belongs to the answer from here on. */
  public Answer {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("The HTTP status must be 100 to 599: " + status);
    }
    headers = Map.copyOf(headers);
  }

  /** A JSON body. */
  public static Answer json(int status, byte[] body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  /** A JSON body. */
  public static Answer json(int status, String body) {
    return json(status, body.getBytes(UTF_8));
  }
}
