package dev.kcompact.contract.table;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What must hold between tables. */
final class CatalogRules {
  /** The database of the ledgers has the name that this domain's would have. */
  private static final String LEDGERS = "ledger";

  /** Relations of the finalizer, which docs/sql.md lists; inputs of SQL are beside them. */
  private static final Set<String> OWN_RELATIONS =
      Set.of(
          "all_rows",
          "bucket_rows",
          "row_status",
          "superseded",
          "unique_violations",
          "excluded_rows",
          "source_objects");

  private final Map<String, TableDefinition> tables;
  private final Map<TableDefinition, String> origins;
  private final List<Problem> problems;

  CatalogRules(
      Map<String, TableDefinition> tables,
      Map<TableDefinition, String> origins,
      List<Problem> problems) {
    this.tables = tables;
    this.origins = origins;
    this.problems = problems;
  }

  void check() {
    for (TableDefinition table : tables.values()) {
      check(table);
      if (table instanceof DerivedTable derived) {
        checkInputs(derived);
      } else if (table instanceof BaseTable base) {
        checkPrefix(base);
      }
    }
  }

  /** Checks what a definition says about other tables, whoever owns its objects. */
  void check(TableDefinition table) {
    checkReferences(table);
    checkDomain(table);
  }

  private void checkDomain(TableDefinition table) {
    if (table.domain().equals(LEDGERS)) {
      problems.add(
          new Problem(
              origin(table),
              "/domain",
              "is " + LEDGERS + ", where kcompact keeps its own tables; expected another name"));
    }
  }

  private void checkInputs(DerivedTable derived) {
    for (int i = 0; i < derived.inputs().size(); i++) {
      String input = derived.inputs().get(i);
      boolean isOfRule =
          derived.rules().stream().anyMatch(rule -> input.equals("reference_" + rule.name()));
      if (OWN_RELATIONS.contains(input) || isOfRule) {
        problems.add(
            new Problem(
                origin(derived),
                "/inputs/" + i,
                "is " + input + ", as a relation of kcompact's own; expected another table name"));
      }
      if (!(tables.get(input) instanceof BaseTable)) {
        problems.add(
            new Problem(
                origin(derived),
                "/inputs/" + i,
                "is " + input + "; expected a base table's name, of its own definition"));
      }
    }
  }

  /** Only base tables are there before any other table of the day is made. */
  private void checkReferences(TableDefinition table) {
    for (QualityRule rule : table.rules()) {
      if (rule instanceof QualityRule.Reference reference) {
        if (tables.get(reference.table()) instanceof BaseTable other) {
          for (int i = 0; i < reference.keys().size(); i++) {
            checkPair(table, reference, i, other);
          }
        } else {
          references(
              table,
              reference,
              "is to "
                  + reference.table()
                  + "; expected a base table's name, of its own definition");
        }
      }
    }
  }

  private void checkPair(
      TableDefinition table, QualityRule.Reference reference, int pair, BaseTable other) {
    String key = reference.keys().get(pair);
    ColumnType type = other.schema().column(key).map(Field::type).orElse(null);
    ColumnType own =
        table.schema().column(reference.columns().get(pair)).map(Field::type).orElse(null);
    if (type == null || !TypeNames.duckDb(type).equals(own == null ? "" : TypeNames.duckDb(own))) {
      references(
          table,
          reference,
          "is to %s of %s; expected a column of it with the same type as %s"
              .formatted(key, other.name(), reference.columns().get(pair)));
    }
  }

  private void references(TableDefinition table, QualityRule.Reference rule, String message) {
    problems.add(
        new Problem(
            origin(table), "/rules/" + table.rules().indexOf(rule) + "/references", message));
  }

  /**
   * Refuses two tables that own the same object, since each would compact it: their prefixes
   * overlap, and their topics do not tell their objects apart. An equal prefix is reported once,
   * for the file that comes first.
   */
  private void checkPrefix(BaseTable base) {
    for (TableDefinition other : tables.values()) {
      if (other instanceof BaseTable that
          && SharedPrefixes.isWithin(that, base)
          && !SharedPrefixes.areApart(base, that)
          && (!that.prefix().equals(base.prefix()) || origin(base).compareTo(origin(that)) < 0)) {
        problems.add(
            new Problem(
                origin(base),
                "/source/prefix",
                "is %s, which holds %s of %s; expected another prefix, or %s"
                    .formatted(
                        base.prefix(),
                        that.prefix(),
                        origin(that),
                        SharedPrefixes.whatIsMissing(base, that))));
      }
    }
  }

  private String origin(TableDefinition table) {
    return Objects.requireNonNull(origins.get(table));
  }
}
