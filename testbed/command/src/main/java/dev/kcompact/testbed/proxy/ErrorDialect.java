package dev.kcompact.testbed.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** How a service says that something failed. */
public enum ErrorDialect {
  /** S3: XML, and a code in it. */
  XML {
    @Override
    HttpMessage answer(Fault fault) {
      return switch (fault) {
        case SLOW_DOWN -> xml("503 Slow Down", "SlowDown");
        case FORBIDDEN -> xml("403 Forbidden", "AccessDenied");
        default -> xml("500 Internal Server Error", "InternalError");
      };
    }
  },
  /** DynamoDB, Glue, Step Functions: JSON, and a type in it. */
  JSON {
    @Override
    HttpMessage answer(Fault fault) {
      return switch (fault) {
        case SLOW_DOWN -> json("400 Bad Request", "ThrottlingException");
        case FORBIDDEN -> json("403 Forbidden", "AccessDeniedException");
        default -> json("500 Internal Server Error", "InternalServerError");
      };
    }
  },
  /** ServiceNow: a status, and JSON for people. */
  REST {
    @Override
    HttpMessage answer(Fault fault) {
      return switch (fault) {
        case SLOW_DOWN -> rest("503 Service Unavailable");
        case FORBIDDEN -> rest("403 Forbidden");
        default -> rest("500 Internal Server Error");
      };
    }
  };

  /** The answer of a server that has done nothing. */
  abstract HttpMessage answer(Fault fault);

  private static HttpMessage xml(String status, String code) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
            + code
            + "</Code><Message>A fault on purpose</Message></Error>";
    return message(status, "application/xml", body);
  }

  private static HttpMessage json(String status, String type) {
    return message(
        status,
        "application/x-amz-json-1.1",
        "{\"__type\":\"" + type + "\",\"message\":\"A fault on purpose\"}");
  }

  private static HttpMessage rest(String status) {
    return message(status, "application/json", "{\"error\":{\"message\":\"A fault on purpose\"}}");
  }

  private static HttpMessage message(String status, String type, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return new HttpMessage(
        new HttpHead(
            "HTTP/1.1 " + status,
            List.of("Content-Type: " + type, "Content-Length: " + bytes.length)),
        bytes);
  }
}
