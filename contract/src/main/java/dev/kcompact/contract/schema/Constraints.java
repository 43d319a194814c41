package dev.kcompact.contract.schema;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What JSON Schema asks of a value beyond its type. A value outside is a valid row of the compacted
 * file and an invalid one for the finalizer: a new enum value must not make a record undecodable.
 *
 * @param allowed the values of {@code enum} or {@code const}; empty for any
 * @param minimum inclusive lower bound of a number
 * @param maximum inclusive upper bound of a number
 * @param minLength least number of code points of a string
 * @param maxLength greatest number of code points of a string
 * @param pattern regular expression that is found in a string (not anchored, as JSON Schema has it)
 */
public record Constraints(
    List<String> allowed,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum,
    @Nullable Integer minLength,
    @Nullable Integer maxLength,
    @Nullable String pattern) {
  public static final Constraints NONE = new Constraints(List.of(), null, null, null, null, null);

  public Constraints {
    allowed = List.copyOf(allowed);
    if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
      throw new IllegalArgumentException("minimum " + minimum + " is above maximum " + maximum);
    }
    if (minLength != null && maxLength != null && minLength > maxLength) {
      throw new IllegalArgumentException(
          "minLength " + minLength + " is above maxLength " + maxLength);
    }
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
