package dev.kcompact.testbed.faults;

import java.time.Duration;

/**
 * How long requests of the functions are held before they are performed after all, and their
 * connections reset.
 */
record Stalls(Duration aws, Duration serviceNow, Duration kafka) {
  /** Ends before a client gives up. */
  static final Stalls SHORT =
      new Stalls(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));

  /** Longer than clients wait: 30 s for AWS, 20 s for ServiceNow, 15 s for Kafka. */
  static final Stalls BEYOND_PATIENCE =
      new Stalls(Duration.ofSeconds(31), Duration.ofSeconds(21), Duration.ofSeconds(16));
}
