package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * S3 requests of one kind that one client made in one phase.
 *
 * @param client the client's name in the S3 server's counts
 */
public record RequestCount(String phase, String client, Role role, RequestKind kind, long count) {
  public enum Role {
    /** The streaming job: discovery, fetching and its sink. */
    JOB,
    FUNCTIONS,
    /** The program that writes and checks the sample day; not part of kcompact on AWS. */
    HARNESS
  }

  public RequestCount {
    requireText("phase", phase);
    requireText("client", client);
    requireNonNull(role, "role is null");
    requireNonNull(kind, "kind is null");
    requireNotNegative("count", count);
  }

  /**
   * Parses the S3 server's counts: an object of clients, each an object of kinds.
   *
   * @param roles returns the role of a client
   * @throws IllegalArgumentException if {@code json} is invalid
   */
  public static List<RequestCount> parse(String phase, String json, Function<String, Role> roles) {
    List<RequestCount> counts = new ArrayList<>();
    for (var client : tree(json).properties()) {
      for (var kind : client.getValue().properties()) {
        counts.add(
            new RequestCount(
                phase,
                client.getKey(),
                roles.apply(client.getKey()),
                RequestKind.ofLabel(kind.getKey()),
                kind.getValue().longValue()));
      }
    }
    return counts;
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode tree = new ObjectMapper().readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("json has no request counts: " + json, e);
    }
    throw new IllegalArgumentException("json has no request counts: " + json);
  }
}
