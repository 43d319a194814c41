package dev.kcompact.finalizer.finalize.rules;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

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
import java.util.Map;

/** A constraint as a predicate over a value; null where the value is null, except for NOT NULL. */
final class ConstraintSql {
  private static final int MAX_SCALE = 18;

  private ConstraintSql() {}

  static Sql of(Constraint constraint, ColumnType type, Sql value) {
    if (constraint instanceof OneOf oneOf) {
      Sql values = oneOf.values().stream().map(ConstraintSql::literal).collect(joining(", "));
      return Sql.of("{value} IN ({values})", Map.of("value", value, "values", values));
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
    return constraint instanceof UniqueItems
        ? unique(value)
        : Sql.of("{value} IS NOT NULL", Map.of("value", value));
  }

  private static Sql matches(Sql value, String pattern) {
    return Sql.of(
        "regexp_matches({value}, {pattern})",
        Map.of("value", value, "pattern", Sql.literal(pattern)));
  }

  private static Sql literal(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? Sql.of("true") : Sql.of("false");
    }
    return value instanceof BigDecimal number ? Sql.number(number) : Sql.literal(value.toString());
  }

  private static Sql limit(Limit limit, ColumnType type, Sql value) {
    Map<String, Sql> values = Map.of("value", value, "bound", Sql.number(limit.bound()));
    return switch (limit.measure()) {
      case MINIMUM -> Sql.of("{value} >= {bound}", values);
      case EXCLUSIVE_MINIMUM -> Sql.of("{value} > {bound}", values);
      case MAXIMUM -> Sql.of("{value} <= {bound}", values);
      case EXCLUSIVE_MAXIMUM -> Sql.of("{value} < {bound}", values);
      case MULTIPLE_OF -> multiple(limit.bound(), type, values);
      case MIN_LENGTH -> Sql.of("length({value}) >= {bound}", values);
      case MAX_LENGTH -> Sql.of("length({value}) <= {bound}", values);
      case MIN_ITEMS -> Sql.of("len({value}) >= {bound}", values);
      case MAX_ITEMS -> Sql.of("len({value}) <= {bound}", values);
      case MIN_PROPERTIES -> Sql.of("cardinality({value}) >= {bound}", values);
      case MAX_PROPERTIES -> Sql.of("cardinality({value}) <= {bound}", values);
    };
  }

  /** Exact for integers and decimals; within the precision of a double otherwise. */
  private static Sql multiple(BigDecimal of, ColumnType type, Map<String, Sql> values) {
    boolean isInteger = of.stripTrailingZeros().scale() <= 0;
    if ((type == Scalar.INTEGER && isInteger)
        || (type instanceof DecimalType && of.scale() <= MAX_SCALE)) {
      return Sql.of("{value} % {bound} = 0", values);
    }
    Sql quotient = Sql.of("(CAST({value} AS DOUBLE) / CAST({bound} AS DOUBLE))", values);
    return Sql.of(
        "abs({quotient} - round({quotient})) <= 1e-9 * greatest(1, abs({quotient}))",
        Map.of("quotient", quotient));
  }

  /** {@code list_distinct} drops nulls; a list may have one. */
  private static Sql unique(Sql list) {
    return Sql.of(
        """
        len(list_distinct({list})) + least(1, len(list_filter({list}, lambda _u: _u IS NULL)))
          = len({list})
        """,
        Map.of("list", list));
  }
}
