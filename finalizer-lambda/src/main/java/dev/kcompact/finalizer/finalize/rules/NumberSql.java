package dev.kcompact.finalizer.finalize.rules;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.finalizer.duckdb.Sql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** The numbers of integer, double and decimal columns. */
final class NumberSql {
  private NumberSql() {}

  /** Returns the number of fractional digits of an integer or decimal column. */
  static int scale(ColumnType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  /** Returns the least unscaled value of an integer or decimal column. */
  static BigInteger least(ColumnType type) {
    return type == Scalar.INTEGER ? BigInteger.valueOf(Long.MIN_VALUE) : greatest(type).negate();
  }

  /** Returns the greatest unscaled value of an integer or decimal column. */
  static BigInteger greatest(ColumnType type) {
    return type instanceof DecimalType decimal
        ? BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE)
        : BigInteger.valueOf(Long.MAX_VALUE);
  }

  /** Returns a literal of the column's type, which holds the number. */
  static Sql literal(BigDecimal number, ColumnType type) {
    return Sql.of(
        "CAST({number} AS {type})",
        Map.of(
            "number",
            Sql.literal(type == Scalar.NUMBER ? number.toString() : number.toPlainString()),
            "type",
            Sql.type(type)));
  }
}
