package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** All rules of a table: of its key, of its schema, of its definition. */
final class TableRules {
  private TableRules() {}

  static List<Rule> of(TableDefinition table) {
    List<Rule> rules = new ArrayList<>();
    for (String column : table.key()) {
      Field field = table.schema().column(column).orElseThrow();
      // Rows without a key are no versions of each other; de-duplication would lose all but one.
      if (!field.required() || field.nullable()) {
        rules.add(
            new Rule("key:/" + column, TypeNames.quoted(column) + " IS NOT NULL", Severity.REJECT));
      }
    }
    rules.addAll(SchemaRules.of(table.schema()));
    for (QualityRule rule : table.rules()) {
      rules.add(new Rule(rule.name(), rule.sql(), rule.severity()));
    }
    return List.copyOf(rules);
  }
}
