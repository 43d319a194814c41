package dev.kcompact.testbed.report;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Checks of the report's values. */
final class Preconditions {
  private Preconditions() {}

  static void requireText(String name, String value) {
    requireNonNull(value, () -> name + " is null");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank: \"" + value + '"');
    }
  }

  static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }

  static void requireNotNegative(String name, Duration value) {
    requireNonNull(value, () -> name + " is null");
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }
}
