package dev.kcompact.benchmark.run;

import java.io.IOException;
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
}
