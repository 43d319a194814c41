package dev.kcompact.cli.store;

import static java.util.stream.Collectors.joining;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the tables and the day that a command reads. */
public final class TableChoice {
  @Option(names = "--table", paramLabel = "T", description = "Table (default: all base tables).")
  private @Nullable String table;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day, for example 2026-11-22 (default: all days).")
  private @Nullable LocalDate date;

  /** The only day to read; null for all. */
  public @Nullable LocalDate date() {
    return date;
  }

  /** Whether all tables are read. */
  public boolean isAllTables() {
    return table == null;
  }

  /**
   * Returns the chosen base tables.
   *
   * @param verb what the command does with them, for the message
   * @throws CommandException if there is none
   */
  public List<BaseTable> of(TableCatalog catalog, String verb, Predicate<BaseTable> isTaken) {
    List<BaseTable> chosen =
        catalog.baseTables().stream()
            .filter(each -> table == null || each.name().equals(table))
            .filter(isTaken)
            .toList();
    if (chosen.isEmpty()) {
      throw new CommandException(
          "Nothing to %s: no base table%s is defined; defined are %s"
              .formatted(
                  verb,
                  table == null ? "" : " " + table,
                  catalog.baseTables().stream().map(BaseTable::name).collect(joining(", "))));
    }
    return chosen;
  }

  /** Returns "a table", or the table and the day. */
  @Override
  public String toString() {
    return (table == null ? "a table" : "table " + table)
        + (date == null ? "" : " and the day " + date);
  }
}
