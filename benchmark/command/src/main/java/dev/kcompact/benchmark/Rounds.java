package dev.kcompact.benchmark;

import dev.kcompact.benchmark.compare.ContentHash;
import dev.kcompact.benchmark.compare.ContentHash.Content;
import dev.kcompact.benchmark.compare.Result;
import dev.kcompact.benchmark.compare.Results;
import dev.kcompact.benchmark.run.Folders;
import dev.kcompact.benchmark.run.S3Place;
import dev.kcompact.benchmark.run.S3Place.Requests;
import dev.kcompact.benchmark.run.Sample;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Subject;
import dev.kcompact.benchmark.run.Subject.Outcome;
import dev.kcompact.benchmark.run.Subject.Task;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every subject once on each storage in each round, one after the other, so that changes in
 * the machine's load affect all of them. A run's files are deleted when they have been hashed.
 */
record Rounds(Places places, Path folder, Console console) {
  /** Decides after each round whether to continue. */
  @FunctionalInterface
  interface Judge {
    boolean accepts(Results soFar) throws IOException;
  }

  Results run(List<Subject> subjects, int runs, Judge judge)
      throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      if (places.storages().stream().anyMatch(subject::supports)) {
        console.say("Preparing " + subject.name());
        subject.warmUp();
      }
    }
    Results results = new Results(List.of());
    for (int run = 1; run <= runs && judge.accepts(results); run++) {
      results = results.and(round(subjects, run));
    }
    return results;
  }

  private List<Result> round(List<Subject> subjects, int run)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Storage storage : places.storages()) {
      for (Subject subject : subjects) {
        if (subject.supports(storage)) {
          console.say("Round " + run + ": " + subject.name() + " on " + storage.label());
          results.add(once(subject, storage, run));
        }
      }
    }
    return results;
  }

  private Result once(Subject subject, Storage storage, int run)
      throws IOException, InterruptedException {
    String name = subject.name() + "-" + storage.label() + "-" + run;
    Path work = Files.createDirectories(folder.resolve(name));
    Sample sample = places.sample(storage);
    S3Place s3 = storage == Storage.S3 ? places.s3() : null;
    Path output =
        Files.createDirectories(s3 == null ? work.resolve("output") : s3.outputFolder(name));
    Task task =
        new Task(
            storage,
            s3 == null ? sample.folder().toUri() : s3.source(),
            s3 == null ? output.toUri() : s3.output(name),
            output,
            sample.definitions(),
            work);
    if (s3 != null) {
      s3.resetRequests();
    }
    Outcome outcome = subject.run(task);
    Requests requests = s3 == null ? null : s3.requests();
    Content content = ContentHash.of(tables(sample), outcome.files());
    long bytes = Folders.parquetBytes(outcome.folder());
    Directories.delete(output);
    return new Result(
        subject.name(),
        storage,
        s3 == null ? 0 : places.latencyMs(),
        run,
        outcome.usage(),
        requests,
        content.rows(),
        bytes,
        content.hash());
  }

  private static List<BaseTable> tables(Sample sample) throws IOException {
    return TableCatalog.load(DefinitionFiles.readFolder(sample.definitions())).baseTables();
  }
}
