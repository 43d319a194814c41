package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** The digits that values of a field have. Not thread-safe. */
final class NumberDigits {
  private long numbers;
  private long others;
  private int whole;
  private int scale;

  void add(JsonNode value) {
    if (!value.isNumber()) {
      others++;
      return;
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    numbers++;
    scale = Math.max(scale, number.scale());
    whole = Math.max(whole, number.precision() - number.scale());
  }

  /** Whether every value is a number, and there is one. */
  boolean isOnlyNumbers() {
    return numbers > 0 && others == 0;
  }

  /** Most digits before the point. */
  int whole() {
    return whole;
  }

  /** Most digits behind the point; 0 for integers. */
  int scale() {
    return scale;
  }

  @Override
  public String toString() {
    return "%,d numbers of up to %d and %d digits before and behind the point, %,d other values"
        .formatted(numbers, whole, scale, others);
  }
}
