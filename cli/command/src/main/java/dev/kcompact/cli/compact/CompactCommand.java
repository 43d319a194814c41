package dev.kcompact.cli.compact;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.audit.SourceCheck;
import dev.kcompact.cli.audit.SourceContents;
import dev.kcompact.cli.audit.UnreadableDocument;
import dev.kcompact.cli.compact.CompactReport.WrittenFile;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.StoreOptions;
import dev.kcompact.cli.store.TableDefinitions;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.source.UnownedKeys;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the streaming job in bounded mode, which compacts all uncommitted objects. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description =
        "Runs the streaming job until all existing objects are compacted (backfill). Objects that"
            + " are already in a committed file are skipped, so it can be repeated. Prints keys"
            + " that no table owns. Fails if no object belongs to a table. Exit code 1 if an object"
            + " cannot be read; the others are compacted.",
    footer = {
      "",
      "Example: kcompact compact --source s3://kconnect/ --lake s3://lake/ --tables conf"
    })
public final class CompactCommand implements Callable<Integer> {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
  private static final int SHOWN = 20;

  /** More than an application's default: the job of this command has a heap of 1.5 GB. */
  private static final String MAX_PENDING = "200000";

  @Mixin private StoreOptions stores = new StoreOptions();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Groups that are compacted in parallel (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for checkpoints and logs (default: .work/compact).")
  private @Nullable Path work;

  @Option(
      names = "--strict",
      description = "Exit code 1 if the source has keys that no table owns.")
  private boolean isStrict;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    stores.requireNamed();
    Installation installation = Installation.ofLauncher();
    try (WorkFolder folder = WorkFolder.take(work == null ? Installation.work("compact") : work);
        ObjectStore source = stores.open(stores.source());
        ObjectStore lakeStore = stores.open(stores.lake())) {
      folder.clear();
      TableDefinitions definitions = stores.definitions(lakeStore);
      new SourceCheck(source, lakeStore.root(), definitions.load(source, lakeStore))
          .requireObjects("compact");
      CompactedLake lake = new CompactedLake(lakeStore);
      Set<String> before = Set.copyOf(lake.paths(LakeLayout.COMPACTED));
      console.say("Compacting " + source.root() + " into " + lakeStore.root());
      Instant started = Instant.now();
      FlinkJobResult result = run(installation, folder, definitions.root());
      List<WrittenFile> files = new ArrayList<>();
      lake.each(
          LakeLayout.COMPACTED,
          path -> !before.contains(path),
          file -> files.add(WrittenFile.of(file)));
      SourceContents contents =
          new SourceCheck(source, lakeStore.root(), definitions.load(lakeStore)).contents();
      CompactReport figures = CompactReport.of(files, result, contents.excluded());
      console.print(figures.line());
      if (report != null) {
        figures.write(report);
      }
      SourceCheck.showExcluded(contents.excluded(), console);
      UnownedKeys unowned = contents.unowned();
      SourceCheck.show(unowned, console);
      boolean isRead = isEverythingRead(lakeStore, started);
      return isRead && (unowned.isEmpty() || !isStrict) ? ExitCode.SUCCESS : ExitCode.DOES_NOT_HOLD;
    }
  }

  /** Prints what the job could not read since it was started. */
  private boolean isEverythingRead(ObjectStore lake, Instant started) {
    UnreadableObjects all = UnreadableDocument.read(lake);
    List<Unreadable> unreadable =
        all.objects().stream().filter(each -> !each.since().isBefore(started)).toList();
    if (unreadable.isEmpty()) {
      return true;
    }
    console.print("%,d objects or files cannot be read:".formatted(all.count()));
    unreadable.stream().limit(SHOWN).forEach(each -> console.print("  " + each));
    if (unreadable.size() > SHOWN) {
      console.print("  and more: " + lake.root() + UnreadableObjects.KEY);
    }
    return false;
  }

  private FlinkJobResult run(Installation installation, WorkFolder folder, StorageLocation tables)
      throws InterruptedException {
    Path directory = folder.directory().resolve("job");
    FlinkJobSettings settings =
        new FlinkJobSettings(
            parallelism,
            CHECKPOINTS,
            StorageLocation.ofFolder(directory.resolve("checkpoints")),
            properties(installation, tables)
                .write(directory.resolve("application_properties.json")),
            stores.lake(),
            plugin());
    Path log = folder.log("flink");
    try (FlinkJob job =
        FlinkJob.start(installation, settings, directory, log, new FreePorts().next())) {
      Runtime.getRuntime().addShutdownHook(new Thread(job::close, "stop-job"));
      Optional<FlinkJobResult> result = Optional.empty();
      while (result.isEmpty()) {
        result = job.waitFor(Duration.ofHours(1));
      }
      if (!result.get().isFinished()) {
        throw new CommandException(result.get().error() + ": see " + log);
      }
      return result.get();
    }
  }

  private JobProperties properties(Installation installation, StorageLocation tables) {
    JobProperties properties =
        JobProperties.read(installation.jobProperties())
            .remove("kafka")
            .put("kcompact", "source", stores.source().toString())
            .put("kcompact", "lake", stores.lake().toString())
            .put("kcompact", "tables", tables.toString())
            .put("kcompact", "bounded", "true")
            .put("kcompact", "discovery.max-pending-objects", MAX_PENDING);
    stores.endpoint().ifPresent(endpoint -> properties.s3(endpoint, stores.access()));
    return properties;
  }

  private Map<String, String> plugin() {
    return stores
        .endpoint()
        .map(endpoint -> FlinkJobSettings.s3Plugin(endpoint, stores.access()))
        .orElse(Map.of());
  }
}
