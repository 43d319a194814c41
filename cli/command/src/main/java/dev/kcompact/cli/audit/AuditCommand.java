package dev.kcompact.cli.audit;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.audit.TableFigures.Found;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.StoreOptions;
import dev.kcompact.contract.source.UncompactedDays;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that every raw object is in exactly one committed file, unchanged. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Checks that every raw object is unchanged in exactly one committed file, by the source and"
            + " the lake alone. Prints missing, duplicated and changed objects; exit code 1 if"
            + " there are any. Prints keys that no table owns. Fails if it finds no object to check.",
    footer = {
      "",
      "Example: kcompact audit --source s3://kconnect/ --lake s3://lake/ --date 2026-11-22"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Mixin private StoreOptions stores = new StoreOptions();

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Work folder of a running kcompact up; its source and lake are used if none are"
              + " named (default: .work/up).")
  private @Nullable Path work;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day, for example 2026-11-22 (default: all days).")
  private @Nullable LocalDate date;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes all results as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--strict",
      description = "Exit code 1 also when the source has keys that no table owns.")
  private boolean isStrict;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws IOException {
    if (stores.isNamed()) {
      stores.requireNamed();
    } else {
      connectToStack();
    }
    try (ObjectStore source = stores.open(stores.source());
        ObjectStore lake = stores.open(stores.lake())) {
      TableCatalog catalog = stores.definitions(lake).load(lake);
      SourceCheck check = new SourceCheck(source, lake.root(), catalog);
      CompactedLake compacted = new CompactedLake(lake);
      LakeAudit audit = new LakeAudit(source, compacted, date);
      Map<String, TableFigures> figures = new LinkedHashMap<>();
      Map<String, UncompactedDays> days = new HashMap<>();
      try (AuditReport written = AuditReport.open(report)) {
        catalog.baseTables().stream()
            .sorted(Comparator.comparing(BaseTable::name))
            .forEach(
                table -> {
                  UncompactedDays of = new UncompactedDays();
                  days.put(table.name(), of);
                  figures.put(table.name(), audit.of(table, written, of));
                });
        UnownedKeys unowned = check.contents().unowned();
        written.finish(figures.values(), unowned);
        if (figures.values().stream().allMatch(table -> table.objects() == 0)) {
          throw check.nothing("audit", date == null ? "" : " and the day " + date);
        }
        return conclude(
            figures, days, unowned, compacted.unreadable(), UnreadableDocument.read(lake));
      }
    }
  }

  private int conclude(
      Map<String, TableFigures> tables,
      Map<String, UncompactedDays> days,
      UnownedKeys unowned,
      Map<String, String> files,
      UnreadableObjects unreadable) {
    tables.forEach(
        (table, found) -> {
          show(table, found);
          show(days.getOrDefault(table, new UncompactedDays()));
        });
    files.forEach((file, why) -> console.print("  cannot read %s: %s".formatted(file, why)));
    showUnreadable(unreadable);
    SourceCheck.show(unowned, console);
    boolean isComplete =
        files.isEmpty() && tables.values().stream().allMatch(TableFigures::isComplete);
    console.print(
        isComplete
            ? "Complete: every raw object is in exactly one committed file, unchanged."
            : "Not complete: see above.");
    return isComplete && (unowned.isEmpty() || !isStrict)
        ? ExitCode.SUCCESS
        : ExitCode.DOES_NOT_HOLD;
  }

  /** Explains why objects may be missing. */
  private void showUnreadable(UnreadableObjects unreadable) {
    List<Unreadable> ofDay =
        unreadable.objects().stream()
            .filter(each -> date == null || each.day().equals(date))
            .toList();
    ofDay.stream().limit(SHOWN).forEach(each -> console.print("  the job cannot read " + each));
    if (ofDay.size() > SHOWN) {
      console.print("  the job cannot read %,d in all".formatted(unreadable.count()));
    }
  }

  private void connectToStack() {
    Path folder = work == null ? Installation.work("up") : work;
    stores.connect(Connection.in(folder));
  }

  private void show(String table, TableFigures found) {
    console.print(
        ("%-20s %,d objects%s, %,d files: %,d covered, %,d missing, %,d duplicated,"
                + " %,d changed, %,d deleted")
            .formatted(
                table,
                found.objects(),
                found.cleaned() == 0 ? "" : " (%,d cleaned up)".formatted(found.cleaned()),
                found.files(),
                found.covered(),
                found.missing().count(),
                found.duplicated().count(),
                found.changed().count(),
                found.deleted().count()));
    if (!found.excluded().isEmpty()) {
      console.print("  left out " + found.excluded());
    }
    list("missing", found.missing());
    list("duplicated", found.duplicated());
    list("changed", found.changed());
    list("unproven", found.unproven());
  }

  private void show(UncompactedDays days) {
    if (!days.days().isEmpty()) {
      console.print("  no file yet for %,d days: %s".formatted(days.days().size(), days));
    }
  }

  private void list(String what, Found found) {
    found.first().forEach(line -> console.print("  " + what + " " + line));
    if (found.count() > found.first().size()) {
      console.print("  " + what + " and " + (found.count() - found.first().size()) + " more");
    }
  }
}
