package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraint.HasFormat;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Constraint.UniqueItems;
import dev.kcompact.finalizer.duckdb.Sql;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** A constraint as a predicate over a value; null where the value is, except for not being null. */
final class ConstraintSql {
  private static final int MAX_SCALE = 18;

  private ConstraintSql() {}

  static String of(Constraint constraint, ColumnType type, String value) {
    if (constraint instanceof OneOf oneOf) {
      return value
          + oneOf.values().stream()
              .map(ConstraintSql::literal)
              .collect(Collectors.joining(", ", " IN (", ")"));
    }
    if (constraint instanceof Limit limit) {
      return limit(limit, type, value);
    }
    if (constraint instanceof Matches matches) {
      return matches(value, matches.pattern());
    }
    if (constraint instanceof HasFormat hasFormat) {
      return matches(value, hasFormat.format().pattern());
    }
    return constraint instanceof UniqueItems ? unique(value) : value + " IS NOT NULL";
  }

  private static String matches(String value, String pattern) {
    return "regexp_matches(" + value + ", " + Sql.literal(pattern) + ")";
  }

  private static String literal(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value instanceof Boolean flag ? flag.toString() : Sql.literal(value.toString());
  }

  private static String limit(Limit limit, ColumnType type, String value) {
    String bound = limit.bound().toPlainString();
    return switch (limit.measure()) {
      case MINIMUM -> value + " >= " + bound;
      case EXCLUSIVE_MINIMUM -> value + " > " + bound;
      case MAXIMUM -> value + " <= " + bound;
      case EXCLUSIVE_MAXIMUM -> value + " < " + bound;
      case MULTIPLE_OF -> multiple(limit.bound(), type, value);
      case MIN_LENGTH -> "length(" + value + ") >= " + bound;
      case MAX_LENGTH -> "length(" + value + ") <= " + bound;
      case MIN_ITEMS -> "len(" + value + ") >= " + bound;
      case MAX_ITEMS -> "len(" + value + ") <= " + bound;
      case MIN_PROPERTIES -> "cardinality(" + value + ") >= " + bound;
      case MAX_PROPERTIES -> "cardinality(" + value + ") <= " + bound;
    };
  }

  /** Exact for whole and decimal numbers; a double is held to the precision that it has. */
  private static String multiple(BigDecimal of, ColumnType type, String value) {
    boolean whole = of.stripTrailingZeros().scale() <= 0;
    if ((type == Scalar.INTEGER && whole)
        || (type instanceof DecimalType && of.scale() <= MAX_SCALE)) {
      return value + " % " + of.toPlainString() + " = 0";
    }
    String times = "(CAST(" + value + " AS DOUBLE) / CAST(" + of.toPlainString() + " AS DOUBLE))";
    return "abs(" + times + " - round(" + times + ")) <= 1e-9 * greatest(1, abs(" + times + "))";
  }

  /** {@code list_distinct} leaves nulls out, of which one is allowed. */
  private static String unique(String list) {
    return "len(list_distinct("
        + list
        + ")) + least(1, len(list_filter("
        + list
        + ", lambda _u: _u IS NULL))) = len("
        + list
        + ")";
  }
}
