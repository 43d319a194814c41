package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** All rules of a table's rows: of its key, of its schema, of its definition. */
final class TableRules {
  private TableRules() {}

  static List<Rule> of(TableDefinition table) {
    List<Rule> rules = new ArrayList<>();
    for (String column : table.key()) {
      Field field = table.schema().column(column).orElseThrow();
      // Rows without a key are no versions of each other; de-duplication would lose all but one.
      if (!field.required() || field.nullable()) {
        String predicate = TypeNames.quoted(column) + " IS NOT NULL";
        rules.add(new Rule.OfRow("key:/" + column, predicate, Severity.REJECT));
      }
    }
    rules.addAll(SchemaRules.of(table.schema()));
    for (QualityRule rule : table.rules()) {
      if (rule instanceof QualityRule.Predicate predicate) {
        rules.add(new Rule.OfRow(rule.name(), predicate.sql(), rule.severity()));
      } else if (rule instanceof QualityRule.Unique unique) {
        rules.add(new Rule.OfColumns(rule.name(), unique.columns(), rule.severity()));
      } else if (rule instanceof QualityRule.Reference reference) {
        String predicate = ReferenceSql.predicate(reference);
        rules.add(new Rule.OfRow(rule.name(), predicate, rule.severity()));
      }
      // What is asked of the day as a whole is known only when all of its parts are done.
    }
    return List.copyOf(rules);
  }
}
