package dev.kcompact.testbed.proxy;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * The kind of a request.
 *
 * @param client for example {@code job}
 * @param operation for example {@code GET raw object}
 * @param faults possible faults; none for requests that are not broken
 */
public record RequestLabel(String client, String operation, Set<Fault> faults) {
  public RequestLabel {
    requireNonNull(client, "client is null");
    requireNonNull(operation, "operation is null");
    faults = Set.copyOf(faults);
  }

  @Override
  public String toString() {
    return client + ": " + operation;
  }
}
