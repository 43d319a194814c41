package dev.kcompact.benchmark.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** One of those that are compared. Used by one thread. */
public interface Subject extends AutoCloseable {
  String name();

  /** Whether it can read from and write to this storage at all. */
  boolean supports(Storage storage);

  /** What must come before the first run and is not measured; by default nothing. */
  default void warmUp() throws IOException, InterruptedException {}

  /**
   * Compacts everything once.
   *
   * @return what it took, and where the files are
   * @throws IOException with one line that says what went wrong and names the log
   */
  Outcome run(Task task) throws IOException, InterruptedException;

  @Override
  default void close() {}

  /**
   * A run's end.
   *
   * @param usage what it took
   * @param files glob of the Parquet files of a table, with {@code %s} for the table's name
   * @param folder below which all files of the run are
   */
  record Outcome(Usage usage, String files, Path folder) {}

  /**
   * What a subject is asked to do: compact every object below the source.
   *
   * @param storage where both ends are
   * @param source root of the objects, ending with a slash
   * @param output where the files go, ending with a slash; empty so far
   * @param outputFolder the folder in which a reader finds what was written to {@code output}
   * @param tables folder of the table definitions
   * @param work the subject's own folder for logs and checkpoints
   */
  record Task(Storage storage, URI source, URI output, Path outputFolder, Path tables, Path work) {
    public Task {
      requireNonNull(storage, "storage is null");
      requireNonNull(outputFolder, "outputFolder is null");
      requireNonNull(tables, "tables is null");
      requireNonNull(work, "work is null");
      if (!source.toString().endsWith("/") || !output.toString().endsWith("/")) {
        throw new IllegalArgumentException(
            "a root does not end with a slash: " + source + ", " + output);
      }
    }
  }
}
