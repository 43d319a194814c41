package dev.kcompact.benchmark.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A program under comparison. Used by one thread. */
public interface Subject extends AutoCloseable {
  String name();

  boolean supports(Storage storage);

  /** Prepares the first run, unmeasured; does nothing by default. */
  default void warmUp() throws IOException, InterruptedException {}

  /** Compacts all objects once. */
  Outcome run(Task task) throws IOException, InterruptedException;

  @Override
  default void close() {}

  /**
   * Result of a run.
   *
   * @param files glob of a table's Parquet files, with {@code %s} for the table's name
   * @param folder contains all files of the run
   */
  record Outcome(Usage usage, String files, Path folder) {}

  /**
   * A request to compact every object below the source.
   *
   * @param source root of the objects, ending with a slash
   * @param output empty root of the files, ending with a slash
   * @param outputFolder the local folder of {@code output}
   * @param tables folder of the table definitions
   * @param work the subject's folder for logs and checkpoints
   */
  record Task(Storage storage, URI source, URI output, Path outputFolder, Path tables, Path work) {
    public Task {
      requireNonNull(storage, "storage is null");
      requireNonNull(outputFolder, "outputFolder is null");
      requireNonNull(tables, "tables is null");
      requireNonNull(work, "work is null");
      if (!source.toString().endsWith("/") || !output.toString().endsWith("/")) {
        throw new IllegalArgumentException(
            "location does not end with a slash: " + source + ", " + output);
      }
    }
  }
}
