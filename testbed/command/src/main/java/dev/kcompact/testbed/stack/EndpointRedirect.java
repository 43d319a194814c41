package dev.kcompact.testbed.stack;

import java.nio.file.Path;
import java.util.List;

/** Sends the functions to proxies in front of the servers. */
public interface EndpointRedirect {
  /** No proxies. */
  EndpointRedirect NONE = real -> real;

  /**
   * Where the functions are sent, given where the servers answer. Called once, when S3, Kafka and
   * the ServiceNow receiver are up.
   */
  Endpoints redirect(Endpoints real);

  /** The file of what the Kafka broker is to have beside its usual properties; one at most. */
  default List<Path> brokerProperties() {
    return List.of();
  }
}
