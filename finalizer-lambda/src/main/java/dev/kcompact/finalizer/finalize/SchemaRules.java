package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Schema asks beyond types, as predicates. A value inside lists is reached by a lambda:
 * the list satisfies when no element breaks it.
 */
final class SchemaRules {
  private final List<Rule> rules = new ArrayList<>();

  private SchemaRules() {}

  static List<Rule> of(TableSchema schema) {
    SchemaRules found = new SchemaRules();
    for (Field field : schema.columns()) {
      found.field(
          field, TypeNames.quoted(field.name()), "/" + field.name(), 0, predicate -> predicate);
    }
    return List.copyOf(found.rules);
  }

  /**
   * @param value expression of the field's value
   * @param depth lambdas around it
   * @param whole makes a predicate over the row of one over the value
   */
  private void field(
      Field field, String value, String pointer, int depth, UnaryOperator<String> whole) {
    constraints(field, value, pointer, whole);
    nested(field.type(), value, pointer, depth, whole);
  }

  private void nested(
      ColumnType type, String value, String pointer, int depth, UnaryOperator<String> whole) {
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        String member = "struct_extract(" + value + ", " + Sql.literal(field.name()) + ")";
        field(field, member, pointer + "/" + field.name(), depth, whole);
      }
    } else if (type instanceof ArrayType array) {
      elements(array.element(), value, pointer, depth, whole);
    } else if (type instanceof MapType map) {
      elements(map.value(), "map_values(" + value + ")", pointer, depth, whole);
    }
  }

  private void elements(
      ColumnType element, String list, String pointer, int depth, UnaryOperator<String> whole) {
    String each = "_e" + depth;
    UnaryOperator<String> inside =
        predicate ->
            whole.apply(
                "len(list_filter("
                    + list
                    + ", lambda "
                    + each
                    + ": ("
                    + predicate
                    + ") IS FALSE)) = 0");
    nested(element, each, pointer + "/*", depth + 1, inside);
  }

  private void constraints(Field field, String value, String pointer, UnaryOperator<String> whole) {
    Constraints constraints = field.constraints();
    if (field.type() == Scalar.STRING || field.type() == Scalar.UUID) {
      add("enum", pointer, whole, allowed(constraints, value));
      add("minLength", pointer, whole, bound("length(" + value + ") >= ", constraints.minLength()));
      add("maxLength", pointer, whole, bound("length(" + value + ") <= ", constraints.maxLength()));
      add("pattern", pointer, whole, pattern(constraints, value));
    }
    if (field.type() == Scalar.INTEGER
        || field.type() == Scalar.NUMBER
        || field.type() instanceof DecimalType) {
      add("minimum", pointer, whole, bound(value + " >= ", number(constraints.minimum())));
      add("maximum", pointer, whole, bound(value + " <= ", number(constraints.maximum())));
    }
  }

  private void add(
      String keyword, String pointer, UnaryOperator<String> whole, @Nullable String predicate) {
    if (predicate != null) {
      rules.add(new Rule(keyword + ":" + pointer, whole.apply(predicate), Severity.REJECT));
    }
  }

  private static @Nullable String allowed(Constraints constraints, String value) {
    return constraints.allowed().isEmpty()
        ? null
        : value
            + constraints.allowed().stream()
                .map(Sql::literal)
                .collect(Collectors.joining(", ", " IN (", ")"));
  }

  private static @Nullable String pattern(Constraints constraints, String value) {
    String pattern = constraints.pattern();
    return pattern == null ? null : "regexp_matches(" + value + ", " + Sql.literal(pattern) + ")";
  }

  private static @Nullable String bound(String comparison, @Nullable Object bound) {
    return bound == null ? null : comparison + bound;
  }

  private static @Nullable String number(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }
}
