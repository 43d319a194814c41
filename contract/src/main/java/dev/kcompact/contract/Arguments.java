package dev.kcompact.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks arguments; each check throws {@link IllegalArgumentException} that shows the value. */
public final class Arguments {
  private Arguments() {}

  /** {@code message} has the syntax of {@link String#format}. */
  public static void checkArgument(boolean holds, String message, @Nullable Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  public static void requirePositive(long value, String name) {
    checkArgument(value > 0, "%s is not positive: %s", name, value);
  }

  public static void requirePositive(Duration value, String name) {
    boolean positive = !requireNonNull(value, name + " is null").isNegative() && !value.isZero();
    checkArgument(positive, "%s is not positive: %s", name, value);
  }

  public static void requireNotNegative(long value, String name) {
    checkArgument(value >= 0, "%s is negative: %s", name, value);
  }
}
