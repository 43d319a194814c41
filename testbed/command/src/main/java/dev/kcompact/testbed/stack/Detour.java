package dev.kcompact.testbed.stack;

import java.nio.file.Path;
import java.util.List;

/** Something that stands between the functions and what they call. */
public interface Detour {
  /** Nothing does. */
  Detour NONE = real -> real;

  /**
   * Where the functions are sent, given where the servers answer. Called once, when S3, Kafka and
   * the ServiceNow receiver are up.
   */
  Endpoints of(Endpoints real);

  /** The file of what the Kafka broker is to have beside its usual properties; one at most. */
  default List<Path> brokerProperties() {
    return List.of();
  }
}
