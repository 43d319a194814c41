package dev.kcompact.finalizer.duckdb;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import java.sql.SQLException;
import java.util.List;

/** Maps DuckDB's errors to exceptions; keeps only messages that cannot contain records. */
final class DuckDbFailures {
  private static final List<String> QUERY_ERRORS =
      List.of("Binder Error", "Parser Error", "Catalog Error");
  private static final List<String> MACHINE_ERRORS = List.of("IO Error");
  private static final String OUT_OF_MEMORY = "Out of Memory Error";
  private static final List<String> OUT_OF_STORAGE =
      List.of("max_temp_directory_size", "failed to offload", "No space left on device");
  private static final String INTERRUPTED = "INTERRUPT Error";

  private DuckDbFailures() {}

  /** Drops the cause, because its message would be logged and can contain a record. */
  static RuntimeException of(String what, SQLException e) {
    String text = firstLine(e);
    String message = "Failed to " + what + ": ";
    String fullText = String.valueOf(e.getMessage());
    if (fullText.contains(INTERRUPTED)) {
      return new LimitException(Limit.TIME, message + "the time limit is reached");
    }
    boolean isMemory = text.contains(OUT_OF_MEMORY);
    if (isMemory || MACHINE_ERRORS.stream().anyMatch(text::contains)) {
      if (OUT_OF_STORAGE.stream().anyMatch(fullText::contains)) {
        return new LimitException(Limit.STORAGE, message + text);
      }
      return isMemory
          ? new LimitException(Limit.MEMORY, message + text)
          : new RetryableException(message + text);
    }
    if (QUERY_ERRORS.stream().anyMatch(text::contains)) {
      return new NonRetryableException(message + text);
    }
    int colon = text.indexOf(':');
    return new RetryableException(
        message
            + (colon < 0 ? "DuckDB error" : text.substring(0, colon))
            + " in DuckDB; its message is not logged, because it can contain a record");
  }

  /** Returns DuckDB's message; the driver may put its own line before it. */
  static String firstLine(SQLException e) {
    List<String> lines = String.valueOf(e.getMessage()).strip().lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    return lines.size() > 1 && first.contains("pending query result")
        ? lines.get(1).replaceFirst("^Error: ", "")
        : first;
  }
}
