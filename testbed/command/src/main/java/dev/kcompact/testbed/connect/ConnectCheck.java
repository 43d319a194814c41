package dev.kcompact.testbed.connect;

import dev.kcompact.cli.console.Console;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.connect.SentRows.Outcome;
import java.io.IOException;
import java.nio.file.Path;

/** Compares the compacted and the published rows of all tables with what was sent. */
record ConnectCheck(ConnectLake lake, Path definitions, Console console) {
  /** Whether every value is as sent. */
  boolean holds(Path sent) throws IOException {
    TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(definitions));
    boolean holds = true;
    for (BaseTable table : catalog.baseTables()) {
      ConnectTable of = new ConnectTable(table.name());
      Path rows = sent.resolve(table.name() + ".jsonl");
      holds &=
          show(
              table.name(),
              "compacted",
              SentRows.compacted(of.columns(), rows, lake.compacted(table.name())));
      holds &=
          show(
              table.name(),
              "published",
              SentRows.published(of.columns(), table.key(), rows, lake.published(table)));
    }
    return holds;
  }

  private boolean show(String table, String what, Outcome outcome) {
    console.print(
        "%-8s %6d rows expected, %6d %s: %s"
            .formatted(
                table,
                outcome.sent(),
                outcome.found(),
                what,
                outcome.holds() ? "every value is as sent" : "differs"));
    outcome.differences().forEach(line -> console.print("  " + line));
    return outcome.holds();
  }
}
