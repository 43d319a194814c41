package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A decimal whose schema says that it is sent as a JSON string.
 *
 * @param value the number
 */
public record DecimalText(BigDecimal value) {
  public DecimalText {
    requireNonNull(value, "value is null");
  }
}
