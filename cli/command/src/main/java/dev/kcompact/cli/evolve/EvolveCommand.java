package dev.kcompact.cli.evolve;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.console.Share;
import dev.kcompact.cli.home.AtomicFile;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.home.TemporaryFolder;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.StoreOptions;
import dev.kcompact.cli.store.TableChoice;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes changes of schemas from what the compacted files could not take. */
@Command(
    name = "evolve",
    mixinStandardHelpOptions = true,
    description =
        "Reads unknown fields and corrupt reasons of committed files, and proposes new columns,"
            + " fields that are not required any more, and values of enums. Only changes that keep"
            + " the files readable. Prints them as a diff. Fails if it finds no file.",
    footer = {
      "",
      "Example: kcompact evolve --lake s3://lake/ --tables conf --table orders --write"
    })
public final class EvolveCommand implements Callable<Integer> {
  @Mixin private StoreOptions stores = new StoreOptions();

  @Mixin private TableChoice choice = new TableChoice();

  @Option(
      names = "--min-share",
      paramLabel = "R",
      converter = Share.Converter.class,
      description =
          "Share of a table's rows that a change needs which accepts what was rejected, such as"
              + " 0.01 or 1%% (default: 0.1%%).")
  private Share minShare = new Share(0.001);

  @Option(names = "--write", description = "Writes the changes into the schemas.")
  private boolean isWritten;

  @Option(
      names = "--show",
      description = "Proposes the values that enums lack; they are contents of records.")
  private boolean isShown;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for temporary files (default: .work/evolve).")
  private @Nullable Path work;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() {
    Path folder = stores.tables();
    DefinitionFiles files = stores.definitions().files();
    TableCatalog catalog = TableCatalog.load(files);
    Map<String, String> contents = new HashMap<>(files.contents());
    try (ObjectStore lake = stores.open(stores.lake());
        TemporaryFolder temporary =
            TemporaryFolder.in(work == null ? Installation.work("evolve") : work)) {
      LakeColumns columns = new LakeColumns(lake, temporary.directory(), choice.date(), isShown);
      boolean isAny = false;
      boolean isChanged = false;
      for (BaseTable each : choice.of(catalog, "read", table -> !table.schema().isAny())) {
        TableEvidence evidence = columns.read(each, console);
        isAny |= evidence.files() > 0;
        if (evidence.files() > 0) {
          isChanged |= propose(evidence, contents, folder);
        }
      }
      if (!isAny) {
        throw nothing(lake);
      }
      console.print("Requests: %s, %,d bytes".formatted(lake.requests(), columns.bytes()));
      console.print(conclusion(isChanged));
      return ExitCode.SUCCESS;
    }
  }

  private String conclusion(boolean isChanged) {
    if (!isChanged) {
      return "Nothing to change.";
    }
    return isWritten
        ? "Written. Next: compact new objects with the definitions, and finalize the days again;"
            + " their new columns get the values of _rescued."
        : "Nothing is written. Next: --write writes these changes.";
  }

  private CommandException nothing(ObjectStore lake) {
    return new CommandException(
        "Nothing to read: no committed file of %s in %s; check --lake%s, or run kcompact compact"
            .formatted(choice, lake.root(), choice.date() == null ? "" : ", --date"));
  }

  /** Shows the proposals for a table; returns whether one changes its schema. */
  private boolean propose(TableEvidence evidence, Map<String, String> contents, Path folder) {
    BaseTable of = evidence.table();
    DefinitionFiles files = new DefinitionFiles(contents);
    Optional<String> file = EvolvedSchema.fileOf(of, files);
    if (file.isEmpty()) {
      console.print(
          "%-20s %,d files; its schema has no file".formatted(of.name(), evidence.files()));
      return false;
    }
    SchemaText before = new SchemaText(contents.getOrDefault(file.get(), ""));
    Proposals proposals = new Proposals(evidence, before, isShown, minShare.value());
    List<Proposal> all = proposals.all();
    EvolvedSchema evolved = EvolvedSchema.of(of, files, file.get(), all);
    console.print(
        "%-20s %,d files, %,d proposals".formatted(of.name(), evidence.files(), all.size()));
    all.forEach(each -> console.print(line(each, evolved)));
    proposals.findings().forEach(each -> console.print("  please look at " + each));
    if (evolved.isChanged()) {
      diff(evolved).forEach(console::print);
      contents.put(evolved.file(), evolved.after());
      if (isWritten) {
        AtomicFile.write(folder.resolve(evolved.file()), evolved.after());
      }
    }
    return evolved.isChanged();
  }

  private static String line(Proposal proposal, EvolvedSchema evolved) {
    String refused = evolved.refused().contains(proposal) ? "; the definitions do not take it" : "";
    String place = proposal.place().isEmpty() ? "" : proposal.place() + ": ";
    return "  " + place + proposal.text() + refused;
  }

  private static List<String> diff(EvolvedSchema evolved) {
    List<String> before = evolved.before().lines().toList();
    List<String> after = evolved.after().lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        "a/" + evolved.file(), "b/" + evolved.file(), before, DiffUtils.diff(before, after), 3);
  }
}
