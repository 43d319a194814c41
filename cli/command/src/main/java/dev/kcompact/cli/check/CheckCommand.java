package dev.kcompact.cli.check;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.console.Share;
import dev.kcompact.cli.home.AtomicFile;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.TemporaryFolder;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import dev.kcompact.cli.store.StoreOptions;
import dev.kcompact.cli.store.TableChoice;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.source.UncompactedDays;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decodes objects and checks their rows, before anything is compacted. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Decodes objects as the job does, checks the rows by the rules of the tables, and writes"
            + " nothing. Prints corrupt records by reason, broken rules, unknown fields, odd names"
            + " and keys that no table owns. Exit code 1 if more records are rejected than"
            + " --max-reject, or a rule fails a day. Fails if it finds no object to check.",
    footer = {
      "",
      "Example: kcompact check --source s3://kconnect/ --tables conf --table orders --sample 500"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final int DEFAULT_SAMPLE = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StoreOptions stores = new StoreOptions();

  @Mixin private TableChoice choice = new TableChoice();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Objects of each table, spread over partitions and time (default: "
              + DEFAULT_SAMPLE
              + ").")
  private @Nullable Integer sample;

  @Option(names = "--all", description = "Reads every object.")
  private boolean isAll;

  @Option(
      names = "--show",
      description = "Shows the records at the first places; they are not shown otherwise.")
  private boolean isShown;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes all results as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--max-reject",
      paramLabel = "R",
      converter = Share.Converter.class,
      description =
          "Share of a table's records that may be rejected, such as 0.01 or 1%% (default: 0).")
  private Share maxReject = new Share(0);

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for temporary files (default: .work/check).")
  private @Nullable Path work;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    if (sample != null && (isAll || sample < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--sample is not positive, or is beside --all; name one of them");
    }
    TableCatalog declared = stores.definitions().load();
    try (ObjectStore source = stores.open(stores.source());
        TemporaryFolder folder =
            TemporaryFolder.in(work == null ? Installation.work("check") : work)) {
      console.say("Listing " + source.root());
      TableCatalog catalog = stores.withTopics(declared, source);
      List<BaseTable> tables = choice.of(catalog, "check", each -> true);
      Map<String, UncompactedDays> days = daysWithFiles(tables);
      SourceSample listed = new SourceSample(source, catalog, isAll, choice.date());
      listed.list(tables);
      if (choice.isAllTables()) {
        listed.listOutside(stores.lakeWithin(source.root()));
      }
      tables.forEach(each -> listed.addDays(each, days.get(each.name())));
      List<TableResult> results = check(source, tables, listed, folder.directory());
      boolean isWithin = results.stream().noneMatch(each -> each.exceeds(maxReject.value()));
      CheckReport found =
          new CheckReport(
              results,
              days,
              listed.strangers(),
              source.requests().lists(),
              source.requests().gets(),
              isWithin);
      show(found, listed, source);
      if (report != null) {
        AtomicFile.write(report, found.json());
      }
      return isWithin ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }

  /** Reads which days of tables have committed files; empty if no lake is named. */
  private Map<String, UncompactedDays> daysWithFiles(List<BaseTable> tables) {
    Map<String, UncompactedDays> days = new TreeMap<>();
    if (!stores.hasLake()) {
      return days;
    }
    try (ObjectStore lake = stores.open(stores.lake())) {
      for (BaseTable each : tables) {
        UncompactedDays of = new UncompactedDays();
        String directory = LakeLayout.COMPACTED + each.name() + "/";
        if (!lake.page(new PageRequest(directory, true, "", 1)).directories().isEmpty()) {
          lake.level(directory).directories().stream()
              .flatMap(folder -> LakeLayout.compactedFile(folder + "x.parquet").stream())
              .forEach(file -> of.addFile(file.day()));
        }
        days.put(each.name(), of);
      }
    }
    return days;
  }

  private List<TableResult> check(
      ObjectStore source, List<BaseTable> tables, SourceSample listed, Path folder)
      throws InterruptedException {
    int most = isAll ? Integer.MAX_VALUE : sample == null ? DEFAULT_SAMPLE : sample;
    if (tables.stream().allMatch(each -> listed.of(each).objects().isEmpty())) {
      throw nothing(source);
    }
    List<TableResult> results = new ArrayList<>();
    for (BaseTable each : tables) {
      ObjectListing listing = listed.of(each);
      List<Listed> chosen = listing.spread(most);
      try (Console.Task task = console.task("Checking " + each.name(), "objects", chosen.size())) {
        results.add(
            new TableCheck(source, each, folder, isShown)
                .check(listing, chosen, listed.excluded(each.name()), task));
      }
    }
    return results;
  }

  private CommandException nothing(ObjectStore source) {
    return new CommandException(
        "Nothing to check: no object below %s belongs to %s; check --source, the prefixes of the tables%s"
            .formatted(source.root(), choice, choice.date() == null ? "" : ", --date"));
  }

  private void show(CheckReport found, SourceSample listed, ObjectStore source) {
    CheckLines lines = new CheckLines(console);
    for (TableResult each : found.tables()) {
      lines.show(each);
      lines.show(found.days().getOrDefault(each.table(), new UncompactedDays()));
    }
    lines.showStrangers(found.strangers(), listed.isOutsideComplete());
    console.print("Requests: " + source.requests());
    console.print(
        found.isWithin()
            ? "Within the limit: no more records would be rejected than --max-reject allows."
            : "Not within the limit: see above; --show shows the first records.");
  }
}
