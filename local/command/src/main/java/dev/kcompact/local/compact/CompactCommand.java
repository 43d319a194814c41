package dev.kcompact.local.compact;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.local.ExitCode;
import dev.kcompact.local.audit.CompactedLake;
import dev.kcompact.local.audit.LakeFile;
import dev.kcompact.local.console.Console;
import dev.kcompact.local.job.FlinkJob;
import dev.kcompact.local.job.FlinkJobResult;
import dev.kcompact.local.job.FlinkJobSettings;
import dev.kcompact.local.job.JobProperties;
import dev.kcompact.local.ports.FreePorts;
import dev.kcompact.local.process.ServerException;
import dev.kcompact.local.stack.Home;
import dev.kcompact.local.stack.WorkFolder;
import dev.kcompact.local.tree.ObjectTree;
import dev.kcompact.local.tree.TreeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the streaming job bounded: what is there and in no committed file is compacted. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description =
        "Compacts what is there and ends (backfill): the streaming job itself, bounded. Objects that"
            + " a committed file of the lake holds are left out, so it may be run again.")
public final class CompactCommand implements Callable<Integer> {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  @Mixin private TreeOptions trees = new TreeOptions();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Groups that are worked on at once (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder of checkpoints and logs (default: .work/compact).")
  private @Nullable Path work;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    trees.requireNamed();
    Home home = Home.ofLauncher();
    Path tables = trees.tables(home.configuration());
    TableCatalog.load(DefinitionFiles.readFolder(tables));
    try (WorkFolder folder = WorkFolder.take(work == null ? home.work("compact") : work);
        ObjectTree source = trees.open(trees.source());
        ObjectTree lakeTree = trees.open(trees.lake())) {
      folder.clear();
      CompactedLake lake = new CompactedLake(lakeTree);
      Set<String> before =
          lake.files(LakeLayout.COMPACTED).stream()
              .map(file -> file.lineage().path())
              .collect(Collectors.toSet());
      console.say("Compacting " + source.root() + " into " + lakeTree.root());
      FlinkJobResult result = run(home, folder, tables);
      List<LakeFile> files =
          lake.files(LakeLayout.COMPACTED).stream()
              .filter(file -> !before.contains(file.lineage().path()))
              .toList();
      CompactReport figures = CompactReport.of(files, result);
      console.print(figures.line());
      if (report != null) {
        figures.write(report);
      }
      return ExitCode.SUCCESS;
    }
  }

  private FlinkJobResult run(Home home, WorkFolder folder, Path tables)
      throws InterruptedException {
    Path directory = folder.directory().resolve("job");
    FlinkJobSettings settings =
        new FlinkJobSettings(
            parallelism,
            CHECKPOINTS,
            directory.resolve("checkpoints").toUri(),
            properties(home, tables).write(directory.resolve("application_properties.json")),
            trees.lake(),
            plugin());
    Path log = folder.log("flink");
    try (FlinkJob job = FlinkJob.start(home, settings, directory, log, new FreePorts().next())) {
      Runtime.getRuntime().addShutdownHook(new Thread(job::close, "stop-job"));
      Optional<FlinkJobResult> result = Optional.empty();
      while (result.isEmpty()) {
        result = job.waitFor(Duration.ofHours(1));
      }
      if (!result.get().isFinished()) {
        throw new ServerException(result.get().error() + ": see " + log);
      }
      return result.get();
    }
  }

  private JobProperties properties(Home home, Path tables) {
    Path deployed = home.configuration().resolve("job").resolve("application_properties.json");
    JobProperties properties =
        JobProperties.read(deployed)
            .remove("kafka")
            .put("kcompact", "source", trees.source().toString())
            .put("kcompact", "lake", trees.lake().toString())
            .put("kcompact", "tables", tables.toUri().toString())
            .put("kcompact", "bounded", "true");
    Optional<URI> endpoint = trees.endpoint();
    return endpoint.isEmpty()
        ? properties
        : properties.s3(
            endpoint.get().toString(), trees.region(), trees.accessKey(), trees.secretKey());
  }

  private Map<String, String> plugin() {
    return trees
        .endpoint()
        .map(
            endpoint ->
                FlinkJobSettings.s3Plugin(
                    endpoint.toString(), trees.region(), trees.accessKey(), trees.secretKey()))
        .orElse(Map.of());
  }
}
