package dev.kcompact.cli.init;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.StoreOptions;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes table definitions for the topics of a source. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Looks at a sample of a source and writes tables/<table>.yaml and"
            + " schemas/<table>.schema.json for each topic without a definition. The comments have"
            + " the evidence of each type. Files that are there are kept. The good records are"
            + " those of the job's own decoder. Fails if it finds no object.",
    footer = {
      "",
      "Example: kcompact init --source s3://kconnect/ --tables conf --domain sales"
          + " --zone America/Sao_Paulo"
    })
public final class InitCommand implements Callable<Integer> {
  private static final int FETCHERS = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StoreOptions stores = new StoreOptions();

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description = "Folder below the source to look at (default: all).")
  private String prefix = "";

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Most GETs for each topic (default: ${DEFAULT-VALUE}).")
  private int sample = 200;

  @Option(
      names = "--domain",
      paramLabel = "D",
      description = "Domain of the tables (default: ${DEFAULT-VALUE}).")
  private String domain = "raw";

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description =
          "Zone of the days' directories and of times without an offset, for example"
              + " America/Sao_Paulo (default: UTC for days; such times stay texts).")
  private @Nullable ZoneId zone;

  @Option(
      names = "--force",
      paramLabel = "TABLE",
      description = "Makes the definition of this table anew; its two files are replaced.")
  private String forced = "";

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() {
    if (sample < 1) {
      throw new ParameterException(spec.commandLine(), "--sample is " + sample + "; expected 1");
    }
    if (!domain.matches("[a-z][a-z0-9_]*")) {
      throw new ParameterException(
          spec.commandLine(),
          "--domain is " + domain + "; expected small letters, digits and underscores");
    }
    DefinitionFolder folder = DefinitionFolder.open(stores.tables(), forced);
    ExecutorService fetchers = Executors.newFixedThreadPool(FETCHERS);
    try (ObjectStore source = stores.open(stores.source())) {
      return new InitRun(source, folder, console, settings()).run(fetchers, nextCommands());
    } finally {
      fetchers.shutdownNow();
    }
  }

  private InitRun.Settings settings() {
    String below = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    return new InitRun.Settings(below, sample, domain, zone, forced);
  }

  private List<String> nextCommands() {
    String endpoint = stores.endpoint().map(uri -> " --s3-endpoint " + uri).orElse("");
    String common = " --source " + stores.source() + " --tables " + stores.tables() + endpoint;
    return List.of("kcompact check" + common, "kcompact compact" + common + " --lake URI");
  }
}
