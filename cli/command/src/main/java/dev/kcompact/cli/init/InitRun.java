package dev.kcompact.cli.init;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.inspect.InferredTable;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.RequestCount;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** One run of {@code init}: finds folders, infers their tables, and writes the new ones. */
final class InitRun {
  /** Most LISTs to find folders, and to list them, if there are few. */
  static final int LISTS = 200;

  /** LISTs of a folder where there are many: enough for its first, middle and last days. */
  private static final int LEAST_LISTS = 6;

  private static final int MOST_LISTS = 40;

  /** A level of many folders takes one LIST each. */
  private static final int SEARCH_LISTS = 2000;

  private final ObjectStore source;
  private final DefinitionFolder definitions;
  private final Console console;
  private final Settings settings;

  /**
   * What the command line says.
   *
   * @param prefix empty, or ends with a slash
   * @param sample most GETs for a topic
   * @param forced a table that is made anew; empty for none
   */
  record Settings(String prefix, int sample, String domain, @Nullable ZoneId zone, String forced) {}

  InitRun(ObjectStore source, DefinitionFolder definitions, Console console, Settings settings) {
    this.source = source;
    this.definitions = definitions;
    this.console = console;
    this.settings = settings;
  }

  int run(ExecutorService fetchers, List<String> nextCommands) {
    console.say("Looking at " + source.root() + settings.prefix() + " by LISTs of its folders");
    FolderSearch search = new FolderSearch(new BoundedListing(source, SEARCH_LISTS));
    List<DataFolder> folders = search.below(settings.prefix());
    if (folders.isEmpty()) {
      throw new CommandException(
          "Nothing to infer: no object below %s%s; check --source and --prefix"
              .formatted(source.root(), settings.prefix()));
    }
    int lists = Math.min(MOST_LISTS, Math.max(LEAST_LISTS, LISTS / folders.size()));
    console.say(
        "Found %,d folders with objects. Asks for at most %s more"
            .formatted(
                folders.size(),
                RequestCount.describe(
                    (long) lists * folders.size(), (long) settings.sample() * folders.size())));
    List<TopicOutcome> outcomes = infer(folders, lists, fetchers);
    Map<String, String> refused = new TreeMap<>();
    List<InferredTable> written = write(outcomes, refused);
    List<String> oddities = new ArrayList<>(search.oddities());
    refused.forEach((table, why) -> oddities.add("no definition of " + table + ": " + why));
    new InitReport(console).print(outcomes, oddities);
    console.print("");
    console.print("Wrote %,d tables; asked for %s".formatted(written.size(), source.requests()));
    console.print("Next:");
    nextCommands.forEach(command -> console.print("  " + command));
    return ExitCode.SUCCESS;
  }

  private List<TopicOutcome> infer(List<DataFolder> folders, int lists, ExecutorService fetchers) {
    BucketInference inference =
        new BucketInference(
            source,
            fetchers,
            settings.sample(),
            definitions.catalog(),
            new TableNames(new HashSet<>(definitions.names())),
            settings.domain(),
            settings.zone());
    List<TopicOutcome> outcomes = new ArrayList<>();
    try (Console.Task task = console.task("Inferring tables", "folders", folders.size())) {
      long done = 0;
      for (DataFolder folder : folders) {
        outcomes.addAll(inference.infer(folder, lists));
        task.doneTo(++done);
      }
    }
    return outcomes;
  }

  private List<InferredTable> write(List<TopicOutcome> outcomes, Map<String, String> refused) {
    List<InferredTable> inferred =
        outcomes.stream()
            .map(TopicOutcome::inferred)
            .filter(Objects::nonNull)
            .filter(table -> settings.forced().isEmpty() || table.table().equals(settings.forced()))
            .toList();
    List<InferredTable> loadable = definitions.loadable(inferred, refused);
    loadable.forEach(definitions::write);
    return loadable;
  }
}
