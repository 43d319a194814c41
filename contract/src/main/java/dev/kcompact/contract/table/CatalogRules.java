package dev.kcompact.contract.table;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must hold between tables. */
final class CatalogRules {
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
      if (table instanceof DerivedTable derived) {
        checkInputs(derived);
      } else if (table instanceof BaseTable base) {
        checkPrefix(base);
      }
    }
  }

  private void checkInputs(DerivedTable derived) {
    for (int i = 0; i < derived.inputs().size(); i++) {
      String input = derived.inputs().get(i);
      if (!(tables.get(input) instanceof BaseTable)) {
        problems.add(
            new Problem(
                origin(derived), "/inputs/" + i, "is " + input + "; expected a base table's name"));
      }
    }
  }

  /** Two tables that own one object would each compact it. */
  private void checkPrefix(BaseTable base) {
    for (TableDefinition other : tables.values()) {
      if (other instanceof BaseTable that
          && that != base
          && that.prefix().startsWith(base.prefix())) {
        problems.add(
            new Problem(
                origin(base),
                "/source/prefix",
                "is " + base.prefix() + ", which holds " + that.prefix() + " of " + origin(that)));
      }
    }
  }

  private String origin(TableDefinition table) {
    return Objects.requireNonNull(origins.get(table));
  }
}
