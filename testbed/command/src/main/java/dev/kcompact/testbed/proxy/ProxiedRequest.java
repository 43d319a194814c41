package dev.kcompact.testbed.proxy;

import static java.util.Objects.requireNonNull;

/**
 * The parts of a request that determine its label.
 *
 * @param path URL-encoded
 * @param query URL-encoded; may be empty
 * @param agent the user agent
 * @param target the operation in {@code X-Amz-Target}; may be empty
 * @param ranged whether only part of the object is requested
 */
public record ProxiedRequest(
    String method, String path, String query, String agent, String target, boolean ranged) {
  public ProxiedRequest {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(query, "query is null");
    requireNonNull(agent, "agent is null");
    requireNonNull(target, "target is null");
  }

  static ProxiedRequest of(HttpHead head) {
    String[] parts = head.target().split("\\?", 2);
    return new ProxiedRequest(
        head.method(),
        parts[0],
        parts.length == 2 ? parts[1] : "",
        head.header("User-Agent").orElse(""),
        head.header("X-Amz-Target").orElse(""),
        head.header("Range").isPresent());
  }
}
