package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The format of a service's errors. */
public enum ErrorDialect {
  /** S3: XML with a code. */
  XML(
      "application/xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code>"
          + "<Message>A fault on purpose</Message></Error>",
      "503 Slow Down",
      List.of("SlowDown", "AccessDenied", "InternalError")),
  /** DynamoDB, Glue, Step Functions: JSON with a type. */
  JSON(
      "application/x-amz-json-1.1",
      "{\"__type\":\"%s\",\"message\":\"A fault on purpose\"}",
      "400 Bad Request",
      List.of("ThrottlingException", "AccessDeniedException", "InternalServerError")),
  /** ServiceNow: a status, and JSON with a message. */
  REST(
      "application/json",
      "{\"error\":{\"message\":\"A fault on purpose\"}}",
      "503 Service Unavailable",
      List.of("", "", ""));

  private final String type;
  private final String body;
  private final String slowDown;
  private final List<String> codes;

  /**
   * @param body format with a placeholder for the code
   * @param slowDown the status of {@link Fault#SLOW_DOWN}
   * @param codes of {@link Fault#SLOW_DOWN}, {@link Fault#FORBIDDEN} and all others
   */
  ErrorDialect(String type, String body, String slowDown, List<String> codes) {
    this.type = type;
    this.body = body;
    this.slowDown = slowDown;
    this.codes = codes;
  }

  /** The answer to a request that was not performed. */
  HttpMessage answer(Fault fault) {
    return switch (fault) {
      case SLOW_DOWN -> message(slowDown, codes.get(0));
      case FORBIDDEN -> message("403 Forbidden", codes.get(1));
      default -> message("500 Internal Server Error", codes.get(2));
    };
  }

  private HttpMessage message(String status, String code) {
    byte[] bytes = body.formatted(code).getBytes(UTF_8);
    return new HttpMessage(
        new HttpHead(
            "HTTP/1.1 " + status,
            List.of("Content-Type: " + type, "Content-Length: " + bytes.length)),
        bytes);
  }
}
