package dev.kcompact.testbed.proxy;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a proxy takes a request for.
 *
 * @param client who asks, as {@code job}
 * @param operation what for, as {@code GET raw object}
 * @param faults those that make sense for it; none for requests that are left alone
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
