package dev.kcompact.contract.schema;

import com.google.re2j.Pattern;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.Measure;
import dev.kcompact.contract.schema.Constraint.OneOf;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The constraints of a value beyond its type. A value that breaks one is a good row of the
 * compacted file and an invalid row for the finalizer: a new enum value must not make a record
 * undecodable.
 *
 * @param all each of them is to hold
 */
public record Constraints(List<Constraint> all) {
  public static final Constraints NONE = new Constraints(List.of());

  public Constraints {
    all = List.copyOf(all);
    requireOrder(all, Measure.MINIMUM, Measure.MAXIMUM);
    requireOrder(all, Measure.EXCLUSIVE_MINIMUM, Measure.MAXIMUM);
    requireOrder(all, Measure.MINIMUM, Measure.EXCLUSIVE_MAXIMUM);
    requireOrder(all, Measure.EXCLUSIVE_MINIMUM, Measure.EXCLUSIVE_MAXIMUM);
    requireOrder(all, Measure.MIN_LENGTH, Measure.MAX_LENGTH);
    requireOrder(all, Measure.MIN_ITEMS, Measure.MAX_ITEMS);
    requireOrder(all, Measure.MIN_PROPERTIES, Measure.MAX_PROPERTIES);
    for (Constraint constraint : all) {
      if (constraint instanceof OneOf oneOf) {
        requirePossible(oneOf, all);
      }
    }
  }

  /** Refuses an enum whose values all break other constraints, because every row would. */
  private static void requirePossible(OneOf oneOf, List<Constraint> all) {
    if (oneOf.values().stream()
        .noneMatch(value -> all.stream().allMatch(it -> admits(it, value)))) {
      throw new IllegalArgumentException("no value of the enum is within the other keywords");
    }
  }

  private static boolean admits(Constraint constraint, Object value) {
    if (constraint instanceof OneOf other) {
      return other.values().stream().anyMatch(it -> isSame(it, value));
    }
    if (constraint instanceof Limit limit && value instanceof BigDecimal number) {
      return admits(limit, number);
    }
    if (constraint instanceof Limit limit && value instanceof String text) {
      return admits(limit, BigDecimal.valueOf(text.codePointCount(0, text.length())));
    }
    return !(constraint instanceof Matches matches)
        || !(value instanceof String text)
        || Pattern.compile(matches.pattern()).matcher(text).find();
  }

  private static boolean isSame(Object one, Object other) {
    return one instanceof BigDecimal number && other instanceof BigDecimal that
        ? number.compareTo(that) == 0
        : one.equals(other);
  }

  /** Whether a limit admits a number, or the length of a text. */
  private static boolean admits(Limit limit, BigDecimal number) {
    int order = number.compareTo(limit.bound());
    return switch (limit.measure()) {
      case MINIMUM, MIN_LENGTH -> order >= 0;
      case EXCLUSIVE_MINIMUM -> order > 0;
      case MAXIMUM, MAX_LENGTH -> order <= 0;
      case EXCLUSIVE_MAXIMUM -> order < 0;
      default -> true;
    };
  }

  /** Refuses bounds with no value between them. */
  private static void requireOrder(List<Constraint> all, Measure least, Measure most) {
    Optional<BigDecimal> low = bound(all, least);
    Optional<BigDecimal> high = bound(all, most);
    if (low.isEmpty() || high.isEmpty()) {
      return;
    }
    boolean exclusive = least == Measure.EXCLUSIVE_MINIMUM || most == Measure.EXCLUSIVE_MAXIMUM;
    if (low.get().compareTo(high.get()) > (exclusive ? -1 : 0)) {
      throw new IllegalArgumentException(
          "%s %s is %s %s %s"
              .formatted(
                  least.keyword(),
                  low.get(),
                  exclusive ? "not below" : "above",
                  most.keyword(),
                  high.get()));
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

  /** Returns the bound of a measure; empty if there is none. */
  public Optional<BigDecimal> bound(Measure measure) {
    return bound(all, measure);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
