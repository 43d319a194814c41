package dev.kcompact.finalizer.duckdb;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.sql.SQLException;
import java.util.List;

/**
 * What an error of DuckDB means to its caller. Of its text only what cannot hold record contents is
 * passed on.
 */
final class DuckDbFailures {
  private static final List<String> ABOUT_THE_QUERY =
      List.of("Binder Error", "Parser Error", "Catalog Error");
  private static final List<String> ABOUT_THE_MACHINE = List.of("IO Error");
  private static final String OUT_OF_MEMORY = "Out of Memory Error";
  private static final List<String> OUT_OF_STORAGE =
      List.of("max_temp_directory_size", "failed to offload", "No space left on device");
  private static final String INTERRUPTED = "INTERRUPT Error";

  private DuckDbFailures() {}

  /** The cause is not kept: its text is logged with the stack, and can hold a record's contents. */
  static RuntimeException of(String what, SQLException e) {
    String text = firstLine(e);
    String message = "Failed to " + what + ": ";
    String whole = String.valueOf(e.getMessage());
    if (whole.contains(INTERRUPTED)) {
      return new LimitException(Limit.TIME, message + "its time is over");
    }
    boolean isMemory = text.contains(OUT_OF_MEMORY);
    if (isMemory || ABOUT_THE_MACHINE.stream().anyMatch(text::contains)) {
      if (OUT_OF_STORAGE.stream().anyMatch(whole::contains)) {
        return new LimitException(Limit.STORAGE, message + text);
      }
      return isMemory
          ? new LimitException(Limit.MEMORY, message + text)
          : new RetryableException(message + text);
    }
    if (ABOUT_THE_QUERY.stream().anyMatch(text::contains)) {
      return new NonRetryableException(message + text);
    }
    int colon = text.indexOf(':');
    return new RetryableException(
        message
            + (colon < 0 ? "DuckDB error" : text.substring(0, colon))
            + " in DuckDB (its text is left out, for it can hold a record's contents)");
  }

  /** The driver puts the engine's own text behind a line of its own. */
  static String firstLine(SQLException e) {
    List<String> lines = String.valueOf(e.getMessage()).strip().lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    return lines.size() > 1 && first.contains("pending query result")
        ? lines.get(1).replaceFirst("^Error: ", "")
        : first;
  }
}
