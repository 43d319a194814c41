package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Measure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What JSON Schema asks of a value beyond its type. A value outside is a valid row of the compacted
 * file and an invalid one for the finalizer: a new enum value must not make a record undecodable.
 *
 * @param all each of them is to hold
 */
public record Constraints(List<Constraint> all) {
  public static final Constraints NONE = new Constraints(List.of());

  public Constraints {
    all = List.copyOf(all);
    ordered(all, Measure.MINIMUM, Measure.MAXIMUM);
    ordered(all, Measure.MIN_LENGTH, Measure.MAX_LENGTH);
    ordered(all, Measure.MIN_ITEMS, Measure.MAX_ITEMS);
    ordered(all, Measure.MIN_PROPERTIES, Measure.MAX_PROPERTIES);
  }

  private static void ordered(List<Constraint> all, Measure least, Measure most) {
    Optional<BigDecimal> low = bound(all, least);
    Optional<BigDecimal> high = bound(all, most);
    if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
      throw new IllegalArgumentException(
          least.keyword() + " " + low.get() + " is above " + most.keyword() + " " + high.get());
    }
  }

  private static Optional<BigDecimal> bound(List<Constraint> all, Measure measure) {
    return all.stream()
        .filter(Limit.class::isInstance)
        .map(Limit.class::cast)
        .filter(limit -> limit.measure() == measure)
        .map(Limit::bound)
        .findFirst();
  }

  /** The bound of a measure, where one is given. */
  public Optional<BigDecimal> bound(Measure measure) {
    return bound(all, measure);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
