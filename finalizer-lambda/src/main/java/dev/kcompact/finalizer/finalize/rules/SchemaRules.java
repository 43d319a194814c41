package dev.kcompact.finalizer.finalize.rules;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Compiles the constraints of a JSON Schema to predicates. A lambda visits the elements of a list;
 * the list satisfies a constraint if no element breaks it.
 */
final class SchemaRules {
  private final List<CompiledRule> rules = new ArrayList<>();

  private SchemaRules() {}

  static List<CompiledRule> of(TableSchema schema) {
    SchemaRules found = new SchemaRules();
    for (Field field : schema.columns()) {
      found.field(
          field, Sql.identifier(field.name()), "/" + field.name(), 0, predicate -> predicate);
    }
    return List.copyOf(found.rules);
  }

  /**
   * @param value expression of the field's value
   * @param depth number of lambdas around it
   * @param toRow makes a predicate over the row from one over the value
   */
  private void field(Field field, Sql value, String pointer, int depth, UnaryOperator<Sql> toRow) {
    constraints(field.type(), field.constraints(), value, pointer, toRow);
    nested(field.type(), value, pointer, depth, toRow);
  }

  private void nested(
      ColumnType type, Sql value, String pointer, int depth, UnaryOperator<Sql> toRow) {
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        Sql member =
            Sql.of(
                "struct_extract({struct}, {name})",
                Map.of("struct", value, "name", Sql.literal(field.name())));
        field(field, member, pointer + "/" + field.name(), depth, toRow);
      }
    } else if (type instanceof ArrayType array) {
      elements(array.element(), array.constraints(), value, pointer, depth, toRow);
    } else if (type instanceof MapType map) {
      Sql values = Sql.of("map_values({map})", Map.of("map", value));
      elements(map.value(), map.constraints(), values, pointer, depth, toRow);
    }
  }

  private void elements(
      ColumnType type,
      Constraints constraints,
      Sql list,
      String pointer,
      int depth,
      UnaryOperator<Sql> toRow) {
    Sql element = Sql.identifier("_e" + depth);
    UnaryOperator<Sql> listToRow =
        predicate ->
            toRow.apply(
                Sql.of(
                    "len(list_filter({list}, lambda {element}: ({predicate}) IS FALSE)) = 0",
                    Map.of("list", list, "element", element, "predicate", predicate)));
    constraints(type, constraints, element, pointer + "/*", listToRow);
    nested(type, element, pointer + "/*", depth + 1, listToRow);
  }

  private void constraints(
      ColumnType type,
      Constraints constraints,
      Sql value,
      String pointer,
      UnaryOperator<Sql> toRow) {
    for (Constraint constraint : constraints.all()) {
      Sql predicate = toRow.apply(ConstraintSql.of(constraint, type, value));
      rules.add(new RowPredicate(constraint.keyword() + ":" + pointer, predicate, Severity.REJECT));
    }
  }
}
