package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import dev.kcompact.finalizer.finalize.rules.ReferenceSql;
import dev.kcompact.finalizer.finalize.rules.TableRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Binds the rules of all tables on relations without rows: a rule that DuckDB does not take fails
 * the day before a file is read.
 */
public record RuleProbe(DuckDb db, TableCatalog catalog) {
  /**
   * @throws dev.kcompact.finalizer.failure.NonRetryableException for the first rule that fails,
   *     with the names of rule and table
   */
  public void check() {
    catalog.tables().forEach(this::check);
  }

  private void check(TableDefinition table) {
    List<RowPredicate> rules =
        TableRules.of(table).stream()
            .filter(RowPredicate.class::isInstance)
            .map(RowPredicate.class::cast)
            .toList();
    if (rules.isEmpty()) {
      return;
    }
    List<Reference> references =
        table.rules().stream()
            .filter(Reference.class::isInstance)
            .map(Reference.class::cast)
            .toList();
    references.forEach(rule -> db.execute(what(table), ReferenceSql.create(rule, other(rule))));
    if (table instanceof DerivedTable derived) {
      derived
          .inputs()
          .forEach(
              input -> view(table, input, catalog.table(input).orElseThrow().processedColumns()));
    }
    Stream<Field> added = Arrays.stream(AddedColumn.values()).map(AddedColumn::field);
    view(table, "bucket_rows", Stream.concat(table.schema().columns().stream(), added).toList());
    for (RowPredicate rule : rules) {
      db.compile(
          "compile rule " + rule.name() + " of table " + table.name(), BucketSql.probe(rule));
    }
    references.forEach(rule -> db.execute(what(table), ReferenceSql.drop(rule)));
  }

  private BaseTable other(Reference rule) {
    return (BaseTable) catalog.table(rule.table()).orElseThrow();
  }

  private void view(TableDefinition table, String name, Collection<Field> columns) {
    db.execute(
        what(table),
        Sql.of(
            "CREATE OR REPLACE TEMP VIEW {name} AS {relation}",
            Map.of("name", Sql.identifier(name), "relation", Sql.emptyRelation(columns))));
  }

  private static String what(TableDefinition table) {
    return "prepare the rules of table " + table.name();
  }
}
