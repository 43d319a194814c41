package dev.kcompact.finalizer.finalize.rules;

import static dev.kcompact.finalizer.duckdb.Sql.joining;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraint.HasFormat;
import dev.kcompact.contract.schema.Constraint.IsObject;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Constraint.UniqueItems;
import dev.kcompact.contract.schema.Format;
import dev.kcompact.finalizer.duckdb.Sql;
import java.math.BigDecimal;
import java.util.Map;

/** A constraint as a predicate over a value; null where the value is null, except for NOT NULL. */
final class ConstraintSql {
  /** The most characters of a hostname. */
  private static final int MAX_HOSTNAME = 253;

  private ConstraintSql() {}

  static Sql of(Constraint constraint, ColumnType type, Sql value) {
    if (constraint instanceof OneOf oneOf) {
      Sql values = oneOf.values().stream().map(each -> literal(each, type)).collect(joining(", "));
      return Sql.of("{value} IN ({values})", Map.of("value", value, "values", values));
    }
    if (constraint instanceof Limit limit) {
      return LimitSql.of(limit, type, value);
    }
    if (constraint instanceof Matches matches) {
      return matches(value, matches.pattern());
    }
    if (constraint instanceof HasFormat hasFormat) {
      return format(hasFormat.format(), value);
    }
    if (constraint instanceof UniqueItems) {
      return UniqueItemsSql.of(type, value);
    }
    Map<String, Sql> values = Map.of("value", value);
    return constraint instanceof IsObject
        ? Sql.of(
            """
            CASE WHEN {value} IS NULL THEN NULL
              WHEN json_valid({value}) THEN json_type({value}) = 'OBJECT'
              ELSE false END
            """,
            values)
        : Sql.of("{value} IS NOT NULL", values);
  }

  private static Sql matches(Sql value, String pattern) {
    return Sql.of(
        "regexp_matches({value}, {pattern})",
        Map.of("value", value, "pattern", Sql.literal(pattern)));
  }

  private static Sql format(Format format, Sql value) {
    Sql form = matches(value, format.pattern());
    return switch (format) {
      case HOSTNAME ->
          Sql.of(
              "({form} AND length({value}) <= {max})",
              Map.of("form", form, "value", value, "max", Sql.number(MAX_HOSTNAME)));
      // Minutes of the day in UTC; the offset's sign is six characters before the end.
      case TIME ->
          Sql.of(
              """
              ({form} AND (substr({value}, 7, 2) <> '60' OR (
                TRY_CAST(substr({value}, 1, 2) AS INTEGER) * 60
                + TRY_CAST(substr({value}, 4, 2) AS INTEGER)
                - CASE substr({value}, -6, 1) WHEN '+' THEN 1 WHEN '-' THEN -1 ELSE 0 END
                  * coalesce(TRY_CAST(substr({value}, -5, 2) AS INTEGER) * 60
                    + TRY_CAST(substr({value}, -2, 2) AS INTEGER), 0)
                + 2880) % 1440 = 1439))
              """,
              Map.of("form", form, "value", value));
      default -> form;
    };
  }

  private static Sql literal(Object value, ColumnType type) {
    if (value instanceof Boolean flag) {
      return flag ? Sql.of("true") : Sql.of("false");
    }
    if (value instanceof BigDecimal number) {
      return NumberSql.literal(number, type);
    }
    Sql text = Sql.literal(value.toString());
    return type == Scalar.DATE || type == Scalar.TIMESTAMP
        ? Sql.of("CAST({text} AS {type})", Map.of("text", text, "type", Sql.type(type)))
        : text;
  }
}
