package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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
    constraints(field.type(), field.constraints(), value, pointer, whole);
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
      elements(array.element(), array.constraints(), value, pointer, depth, whole);
    } else if (type instanceof MapType map) {
      String values = "map_values(" + value + ")";
      elements(map.value(), map.constraints(), values, pointer, depth, whole);
    }
  }

  private void elements(
      ColumnType element,
      Constraints constraints,
      String list,
      String pointer,
      int depth,
      UnaryOperator<String> whole) {
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
    constraints(element, constraints, each, pointer + "/*", inside);
    nested(element, each, pointer + "/*", depth + 1, inside);
  }

  private void constraints(
      ColumnType type,
      Constraints constraints,
      String value,
      String pointer,
      UnaryOperator<String> whole) {
    for (Constraint constraint : constraints.all()) {
      String predicate = ConstraintSql.of(constraint, type, value);
      rules.add(
          new Rule.OfRow(
              constraint.keyword() + ":" + pointer, whole.apply(predicate), Severity.REJECT));
    }
  }
}
