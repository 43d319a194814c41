package dev.kcompact.finalizer.finalize.rules;

import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.UniqueColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles the rules for a table's rows: those of its key, its schema and its definition. */
public final class TableRules {
  private TableRules() {}

  /** Returns all rules in the order of their bits. */
  public static List<CompiledRule> of(TableDefinition table) {
    List<CompiledRule> rules = new ArrayList<>();
    for (String column : table.key()) {
      ColumnPath path = ColumnPath.parse(column);
      // Deduplication would treat rows without a key as versions of one record and keep one.
      if (!table.schema().isAlwaysSet(path)) {
        Sql predicate = Sql.of("{column} IS NOT NULL", Map.of("column", Sql.column(column)));
        String pointer = new Pointer(path.steps()).toString();
        rules.add(new RowPredicate("key:" + pointer, predicate, Severity.REJECT));
      }
    }
    rules.addAll(SchemaRules.of(table.schema()));
    for (QualityRule rule : table.rules()) {
      if (rule instanceof QualityRule.Predicate predicate) {
        rules.add(
            new RowPredicate(rule.name(), Sql.ofDefinition(predicate.sql()), rule.severity()));
      } else if (rule instanceof QualityRule.Unique unique) {
        rules.add(new UniqueColumns(rule.name(), unique.columns(), rule.severity()));
      } else if (rule instanceof QualityRule.Reference reference) {
        rules.add(
            new RowPredicate(rule.name(), ReferenceSql.predicate(reference), rule.severity()));
      }
      // Publish checks rules for the complete day after all buckets are finalized.
    }
    return List.copyOf(rules);
  }
}
