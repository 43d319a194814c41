package dev.kcompact.benchmark;

import dev.kcompact.benchmark.compare.ContentHash;
import dev.kcompact.benchmark.compare.ContentHash.Content;
import dev.kcompact.benchmark.compare.Result;
import dev.kcompact.benchmark.compare.Results;
import dev.kcompact.benchmark.run.Folders;
import dev.kcompact.benchmark.run.Sample;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Subject;
import dev.kcompact.benchmark.run.Subject.Outcome;
import dev.kcompact.benchmark.run.Task;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.local.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of things: in each round every subject once, one after the other, so that what the
 * machine does meanwhile meets them all. A run's files go as soon as they are hashed.
 */
final class Rounds {
  private final Sample sample;
  private final List<BaseTable> definitions;
  private final Path folder;
  private final Console console;

  Rounds(Sample sample, Path folder, Console console) throws IOException {
    this.sample = sample;
    this.definitions =
        TableCatalog.load(DefinitionFiles.readFolder(sample.definitions())).baseTables();
    this.folder = folder;
    this.console = console;
  }

  Results run(List<Subject> subjects, List<Storage> storages, int runs)
      throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      console.say("Preparing " + subject.name());
      subject.warmUp();
    }
    List<Result> results = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      for (Storage storage : storages) {
        for (Subject subject : subjects) {
          if (subject.supports(storage)) {
            console.say("Round " + run + ": " + subject.name() + " on " + storage.label());
            results.add(onDisk(subject, run));
          }
        }
      }
    }
    return new Results(results);
  }

  private Result onDisk(Subject subject, int run) throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve(subject.name() + "-" + run));
    Path output = Files.createDirectories(work.resolve("output"));
    Task task =
        new Task(
            Storage.DISK,
            sample.folder().toUri(),
            output.toUri(),
            output,
            sample.definitions(),
            work);
    Outcome outcome = subject.run(task);
    Content content = ContentHash.of(definitions, outcome.files());
    long bytes = Folders.parquetBytes(outcome.folder());
    Folders.delete(output);
    return new Result(
        subject.name(),
        Storage.DISK,
        0,
        run,
        outcome.usage(),
        null,
        content.rows(),
        bytes,
        content.hash());
  }
}
