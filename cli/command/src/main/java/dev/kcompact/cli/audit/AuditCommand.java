package dev.kcompact.cli.audit;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.StoreOptions;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.Coverage.Duplicated;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
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
            + " there are any. Prints keys that no table owns. Fails if it finds no object to check.")
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
      TableCatalog catalog = stores.definitions(lake).load();
      SourceCheck check = new SourceCheck(source, lake.root(), catalog);
      Map<String, TableAudit> audits =
          new Audit(source, new CompactedLake(lake), catalog).run(date);
      UnownedKeys unowned = check.contents().unowned();
      if (report != null) {
        AuditReport.write(report, audits, unowned);
      }
      if (audits.values().stream().allMatch(audit -> audit.raw().isEmpty())) {
        throw check.nothing("audit", date == null ? "" : " and the day " + date);
      }
      return conclude(audits, unowned);
    }
  }

  private int conclude(Map<String, TableAudit> audits, UnownedKeys unowned) {
    audits.forEach(this::show);
    SourceCheck.show(unowned, console);
    boolean isComplete = audits.values().stream().allMatch(it -> it.coverage().isComplete());
    console.print(
        isComplete
            ? "Complete: every raw object is in exactly one committed file, unchanged."
            : "Not complete: see above.");
    return isComplete && (unowned.isEmpty() || !isStrict)
        ? ExitCode.SUCCESS
        : ExitCode.DOES_NOT_HOLD;
  }

  private void connectToStack() {
    Path folder = work == null ? Installation.work("up") : work;
    stores.connect(Connection.in(folder));
  }

  private void show(String table, TableAudit audit) {
    Coverage coverage = audit.coverage();
    console.print(
        ("%-20s %,d objects%s, %,d files: %,d covered, %,d missing, %,d duplicated,"
                + " %,d changed, %,d deleted")
            .formatted(
                table,
                audit.raw().size(),
                audit.cleaned() == 0 ? "" : " (%,d cleaned up)".formatted(audit.cleaned()),
                audit.files().size(),
                coverage.covered(),
                coverage.missing().size(),
                coverage.duplicated().size(),
                coverage.changed().size(),
                coverage.deleted().size()));
    if (!audit.excluded().isEmpty()) {
      console.print("  left out " + audit.excluded());
    }
    list("missing", coverage.missing().stream().map(SourceObject::key).toList());
    list("duplicated", coverage.duplicated().stream().map(AuditCommand::line).toList());
    list("changed", coverage.changed().stream().map(SourceObject::key).toList());
    list("unproven", coverage.unproven());
  }

  private static String line(Duplicated duplicated) {
    return duplicated.key() + " in " + String.join(", ", duplicated.files());
  }

  private void list(String what, List<String> names) {
    names.stream().limit(SHOWN).forEach(name -> console.print("  " + what + " " + name));
    if (names.size() > SHOWN) {
      console.print("  " + what + " and " + (names.size() - SHOWN) + " more");
    }
  }
}
