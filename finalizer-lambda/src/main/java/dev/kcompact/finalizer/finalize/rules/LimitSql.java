package dev.kcompact.finalizer.finalize.rules;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Limits of numbers as predicates. Literals are rounded to the column's type, because DuckDB fails
 * at those that it cannot cast to the type; a limit outside the type's range is a constant.
 */
final class LimitSql {
  private LimitSql() {}

  static Sql of(Limit limit, ColumnType type, Sql value) {
    return switch (limit.measure()) {
      case MULTIPLE_OF -> multiple(limit.bound(), type, value);
      case MINIMUM, EXCLUSIVE_MINIMUM, MAXIMUM, EXCLUSIVE_MAXIMUM -> bounded(limit, type, value);
      case MIN_LENGTH, MAX_LENGTH ->
          bounded(limit, Scalar.INTEGER, Sql.of("length({value})", Map.of("value", value)));
      case MIN_ITEMS, MAX_ITEMS ->
          bounded(limit, Scalar.INTEGER, Sql.of("len({value})", Map.of("value", value)));
      case MIN_PROPERTIES, MAX_PROPERTIES ->
          bounded(limit, Scalar.INTEGER, Sql.of("cardinality({value})", Map.of("value", value)));
    };
  }

  private static Sql bounded(Limit limit, ColumnType type, Sql value) {
    boolean isLower =
        switch (limit.measure()) {
          case MAXIMUM, EXCLUSIVE_MAXIMUM, MAX_LENGTH, MAX_ITEMS, MAX_PROPERTIES -> false;
          default -> true;
        };
    boolean isExclusive =
        switch (limit.measure()) {
          case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> true;
          default -> false;
        };
    return type == Scalar.NUMBER
        ? ofDouble(limit.bound(), isLower, isExclusive, value)
        : ofExact(limit.bound(), type, isLower, isExclusive, value);
  }

  private static Sql ofDouble(BigDecimal bound, boolean isLower, boolean isExclusive, Sql value) {
    if (Double.isInfinite(bound.doubleValue())) {
      return constant(value, isLower == bound.signum() < 0);
    }
    Map<String, Sql> values =
        Map.of("value", value, "bound", NumberSql.literal(bound, Scalar.NUMBER));
    if (isLower) {
      return isExclusive
          ? Sql.of("{value} > {bound}", values)
          : Sql.of("{value} >= {bound}", values);
    }
    return isExclusive ? Sql.of("{value} < {bound}", values) : Sql.of("{value} <= {bound}", values);
  }

  /** Compares with the least or greatest value of the type that the limit admits. */
  private static Sql ofExact(
      BigDecimal bound, ColumnType type, boolean isLower, boolean isExclusive, Sql value) {
    int scale = NumberSql.scale(type);
    BigInteger unscaled =
        bound.setScale(scale, isLower ? RoundingMode.CEILING : RoundingMode.FLOOR).unscaledValue();
    boolean isExact = bound.compareTo(new BigDecimal(unscaled, scale)) == 0;
    if (isExact && isExclusive) {
      unscaled = isLower ? unscaled.add(BigInteger.ONE) : unscaled.subtract(BigInteger.ONE);
    }
    if (unscaled.compareTo(NumberSql.least(type)) < 0) {
      return constant(value, isLower);
    }
    if (unscaled.compareTo(NumberSql.greatest(type)) > 0) {
      return constant(value, !isLower);
    }
    Map<String, Sql> values =
        Map.of("value", value, "bound", NumberSql.literal(new BigDecimal(unscaled, scale), type));
    return isLower ? Sql.of("{value} >= {bound}", values) : Sql.of("{value} <= {bound}", values);
  }

  private static Sql constant(Sql value, boolean holds) {
    Map<String, Sql> values = Map.of("value", value);
    return holds
        ? Sql.of("CASE WHEN {value} IS NOT NULL THEN true END", values)
        : Sql.of("CASE WHEN {value} IS NOT NULL THEN false END", values);
  }

  /**
   * Exact: a number with n digits of a fraction is a multiple of p/q in lowest terms if and only if
   * its unscaled value is one of the numerator of p/q * 10^n. The shortest text of a double is the
   * number that was written.
   */
  private static Sql multiple(BigDecimal of, ColumnType type, Sql value) {
    if (type == Scalar.NUMBER) {
      return DuckDb.isMultiple(
          Sql.of("CAST({value} AS VARCHAR)", Map.of("value", value)), of.toString());
    }
    int scale = NumberSql.scale(type);
    BigDecimal unscaled = of.movePointRight(scale).stripTrailingZeros();
    BigInteger numerator = unscaled.unscaledValue();
    if (unscaled.scale() > 0) {
      numerator = numerator.divide(numerator.gcd(BigInteger.TEN.pow(unscaled.scale())));
    } else {
      numerator = unscaled.toBigIntegerExact();
    }
    boolean isBeyond = numerator.compareTo(NumberSql.greatest(type)) > 0;
    BigDecimal step = isBeyond ? BigDecimal.ZERO : new BigDecimal(numerator, scale);
    Map<String, Sql> values = Map.of("value", value, "step", NumberSql.literal(step, type));
    return isBeyond ? Sql.of("{value} = {step}", values) : Sql.of("{value} % {step} = 0", values);
  }
}
