package dev.kcompact.contract.table;

import dev.kcompact.contract.naming.ObjectFilter.Names;
import java.util.Collection;
import java.util.List;

/** Tables whose prefixes overlap: the topics in the names tell their objects apart. */
final class SharedPrefixes {
  private SharedPrefixes() {}

  /** Whether every key below the prefix of {@code inner} is below that of {@code outer}. */
  static boolean isWithin(BaseTable inner, BaseTable outer) {
    return inner.prefix().startsWith(outer.prefix());
  }

  /** Whether no object belongs to both tables, though it lies below both prefixes. */
  static boolean areApart(BaseTable one, BaseTable other) {
    return whatIsMissing(one, other).isEmpty();
  }

  /** What would tell the objects of two tables apart; empty where they are apart. */
  static String whatIsMissing(BaseTable one, BaseTable other) {
    if (one.topic().equals(other.topic())) {
      return "another topic";
    }
    if (!one.naming().hasTopic() || !other.naming().hasTopic()) {
      return "a template with {{topic}}";
    }
    return takesAnyName(one) && takesAnyName(other) ? "one table without names: any" : "";
  }

  private static boolean takesAnyName(BaseTable table) {
    return table.filter().names() == Names.ANY;
  }

  /**
   * The tables, of which those that share their prefix with another own only objects whose name
   * says their topic, unless the definition says {@code names: any}.
   */
  static List<TableDefinition> resolve(
      Collection<TableDefinition> tables, Collection<WildcardTable> wildcards) {
    return tables.stream().map(table -> resolve(table, tables, wildcards)).toList();
  }

  /** A table above a wildcard shares its prefix with tables that may come. */
  private static TableDefinition resolve(
      TableDefinition table,
      Collection<TableDefinition> tables,
      Collection<WildcardTable> wildcards) {
    boolean isShared =
        table instanceof BaseTable base
            && base.filter().names() == Names.PREFERRED
            && (tables.stream().anyMatch(other -> overlaps(base, other))
                || wildcards.stream().anyMatch(other -> isWithin(other.model(), base)));
    return isShared && table instanceof BaseTable base
        ? base.withFilter(base.filter().withRequiredNames())
        : table;
  }

  private static boolean overlaps(BaseTable base, TableDefinition other) {
    return other instanceof BaseTable that
        && !that.name().equals(base.name())
        && (isWithin(that, base) || isWithin(base, that));
  }
}
