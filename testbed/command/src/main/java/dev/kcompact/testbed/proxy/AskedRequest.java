package dev.kcompact.testbed.proxy;

import static java.util.Objects.requireNonNull;

/**
 * What a request says before its body, as far as labels go by it.
 *
 * @param path still encoded
 * @param query still encoded; empty where there is none
 * @param agent the user agent
 * @param target the operation in {@code X-Amz-Target}; empty where there is none
 * @param ranged whether only a part of the object is asked for
 */
public record AskedRequest(
    String method, String path, String query, String agent, String target, boolean ranged) {
  public AskedRequest {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(query, "query is null");
    requireNonNull(agent, "agent is null");
    requireNonNull(target, "target is null");
  }

  static AskedRequest of(HttpHead head) {
    String[] parts = head.target().split("\\?", 2);
    return new AskedRequest(
        head.method(),
        parts[0],
        parts.length == 2 ? parts[1] : "",
        head.header("User-Agent").orElse(""),
        head.header("X-Amz-Target").orElse(""),
        head.header("Range").isPresent());
  }
}
