package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

/**
 * One process killed at one moment.
 *
 * @param afterMillis when, counted from the beginning of the blow
 * @param downMillis how long it stays away; only Kafka and S3, the others come back at once
 */
record Kill(Victim victim, int afterMillis, int downMillis) {
  Kill {
    requireNonNull(victim, "victim is null");
    if (afterMillis < 0) {
      throw new IllegalArgumentException("afterMillis is negative: " + afterMillis);
    }
    if (downMillis < 0) {
      throw new IllegalArgumentException("downMillis is negative: " + downMillis);
    }
  }
}
