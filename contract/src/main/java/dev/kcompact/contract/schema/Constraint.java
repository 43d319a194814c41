package dev.kcompact.contract.schema;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

/** A constraint of JSON Schema beyond the type. Null satisfies all but {@link NotNull}. */
public sealed interface Constraint {
  /** More digits than any column's value has. */
  int MAX_DIGITS = 400;

  /** The keyword of JSON Schema. */
  String keyword();

  /**
   * {@code enum}, and {@code const} as an enum of one value.
   *
   * @param values texts, numbers as {@link BigDecimal} or booleans; at least one
   */
  record OneOf(List<Object> values) implements Constraint {
    public OneOf {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("enum has no value beside null");
      }
      for (Object value : values) {
        if (!(value instanceof String)
            && !(value instanceof BigDecimal)
            && !(value instanceof Boolean)) {
          throw new IllegalArgumentException("enum holds neither text, number nor boolean");
        }
        if (value instanceof BigDecimal number) {
          requireDigits("enum", number);
        }
      }
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }

  /** What a {@link Limit} bounds. */
  enum Measure {
    MINIMUM("minimum"),
    EXCLUSIVE_MINIMUM("exclusiveMinimum"),
    MAXIMUM("maximum"),
    EXCLUSIVE_MAXIMUM("exclusiveMaximum"),
    MULTIPLE_OF("multipleOf"),
    /** Code points of a string. */
    MIN_LENGTH("minLength"),
    MAX_LENGTH("maxLength"),
    /** Elements of a list. */
    MIN_ITEMS("minItems"),
    MAX_ITEMS("maxItems"),
    /** Entries of a map. */
    MIN_PROPERTIES("minProperties"),
    MAX_PROPERTIES("maxProperties");

    private final String keyword;

    Measure(String keyword) {
      this.keyword = keyword;
    }

    public String keyword() {
      return keyword;
    }
  }

  /** A number that limits a value, its length or its size. */
  record Limit(Measure measure, BigDecimal bound) implements Constraint {
    public Limit {
      requireNonNull(measure, "measure is null");
      requireNonNull(bound, "bound is null");
      requireDigits(measure.keyword(), bound);
      if (measure == Measure.MULTIPLE_OF && bound.signum() <= 0) {
        throw new IllegalArgumentException("multipleOf is not positive: " + bound);
      }
    }

    @Override
    public String keyword() {
      return measure.keyword();
    }
  }

  /**
   * A regular expression that is found in a string; not anchored, as JSON Schema has it.
   *
   * @param pattern of RE2, see {@link EcmaPattern}
   */
  record Matches(String pattern) implements Constraint {
    public Matches {
      requireNonNull(pattern, "pattern is null");
      if (PatternSize.isTooLarge(pattern)) {
        throw new IllegalArgumentException(
            "is too large for RE2, which the rules are checked with; expected repetitions of at"
                + " most 1000, nested ones multiplied");
      }
    }

    @Override
    public String keyword() {
      return "pattern";
    }
  }

  /** A {@code format} of JSON Schema. */
  record HasFormat(Format format) implements Constraint {
    public HasFormat {
      requireNonNull(format, "format is null");
    }

    @Override
    public String keyword() {
      return "format";
    }
  }

  /** No element of a list comes twice. */
  record UniqueItems() implements Constraint {
    @Override
    public String keyword() {
      return "uniqueItems";
    }
  }

  /** The text of a free-form value is that of an object. */
  record IsObject() implements Constraint {
    @Override
    public String keyword() {
      return "type";
    }
  }

  /** The element of a list, or the value in a map, is not null. */
  record NotNull() implements Constraint {
    @Override
    public String keyword() {
      return "type";
    }
  }

  /** Refuses a number with more digits than any column's value, because SQL has it written out. */
  private static void requireDigits(String keyword, BigDecimal number) {
    if (Math.abs((long) number.scale()) + number.precision() > MAX_DIGITS) {
      throw new IllegalArgumentException(keyword + " has more than " + MAX_DIGITS + " digits");
    }
  }
}
