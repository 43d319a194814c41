package dev.kcompact.finalizer.duckdb;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory, with a limit and spill to a folder. For use by one thread, but for {@link
 * #stop}.
 */
public final class DuckDb implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Object lock = new Object();
  private @Nullable Statement running;
  private boolean isStopped;

  private DuckDb(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Opens a database within the function's limits, which spills into the workspace. */
  public static DuckDb open(Settings settings, Workspace workspace) {
    return open(settings.duckDbMemoryBytes(), settings.duckDbThreads(), workspace.folder("spill"));
  }

  /**
   * Opens a database.
   *
   * @param memoryBytes limit of its buffers; the process takes somewhat more
   * @param spill folder for what does not fit; made when needed
   */
  public static DuckDb open(long memoryBytes, int threads, Path spill) {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memoryBytes + "B");
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("temp_directory", spill.toString());
    properties.setProperty("preserve_insertion_order", "false");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      DuckDb db = new DuckDb(connection.unwrap(DuckDBConnection.class));
      db.execute("set the time zone", "SET TimeZone = 'UTC'");
      return db;
    } catch (SQLException e) {
      throw new RetryableException("Failed to open DuckDB: memory " + memoryBytes, e);
    }
  }

  /** Bounds what is written to the folder for spill; a statement that needs more fails. */
  public void limitSpill(long bytes) {
    execute("limit the spill", "SET max_temp_directory_size = '" + bytes + "B'");
  }

  /**
   * Lets the statement that runs and every later one fail with {@link LimitException}; any thread
   * may call it.
   */
  public void stop() {
    synchronized (lock) {
      isStopped = true;
      if (running != null) {
        try {
          running.cancel();
        } catch (SQLException e) {
          throw new RetryableException("Failed to stop DuckDB", e);
        }
      }
    }
  }

  /** What is done with a statement. */
  @FunctionalInterface
  private interface Work<T> {
    T of(Statement statement) throws SQLException;
  }

  private <T> T with(String what, Work<T> work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      synchronized (lock) {
        if (isStopped) {
          throw new LimitException(Limit.TIME, "Failed to " + what + ": its time is over");
        }
        running = statement;
      }
      try {
        return work.of(statement);
      } finally {
        synchronized (lock) {
          running = null;
        }
      }
    }
  }

  /**
   * Runs a statement.
   *
   * @param what completes "Failed to"
   */
  public void execute(String what, String sql) {
    try {
      with(what, statement -> statement.execute(sql));
    } catch (SQLException e) {
      throw DuckDbFailures.of(what, e);
    }
  }

  /**
   * Runs a query that yields no row, to learn whether it can be run.
   *
   * @throws NonRetryableException with DuckDB's whole text, which cannot hold a record's contents
   */
  public void compile(String what, String emptyQuery) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(emptyQuery)) {
      if (rows.next()) {
        throw new IllegalArgumentException("emptyQuery yields a row: " + what);
      }
    } catch (SQLException e) {
      throw new NonRetryableException("Failed to " + what + ": " + DuckDbFailures.firstLine(e));
    }
  }

  /** Reads one value of a row; the next row is not its business. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  public <T> List<T> query(String what, String sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    forEach(what, sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /** Hands the rows of a query over one by one, without holding all of them. */
  public void forEach(String what, String sql, RowConsumer consumer) {
    try {
      with(
          what,
          statement -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
              while (rows.next()) {
                consumer.accept(rows);
              }
              return true;
            }
          });
    } catch (SQLException e) {
      throw DuckDbFailures.of(what, e);
    }
  }

  /** The numbers of a query of one row; null counts as 0. */
  public List<Long> numbers(String what, String sql) {
    List<List<Long>> rows =
        query(
            what,
            sql,
            row -> {
              List<Long> numbers = new ArrayList<>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                numbers.add(row.getLong(i));
              }
              return numbers;
            });
    return rows.get(0);
  }

  /** A column of a query, in its order. */
  public record Column(String name, String type) {}

  /** The columns that a query has. */
  public List<Column> describe(String what, String query) {
    return query(
        what,
        "DESCRIBE " + Sql.nested(query),
        row -> new Column(row.getString(1), row.getString(2)));
  }

  /** Fills a table row by row. */
  @FunctionalInterface
  public interface Filler {
    void fill(DuckDBAppender appender) throws SQLException;
  }

  /** Appends rows to a table of the schema {@code main}. */
  public void append(String what, String table, Filler filler) {
    try (DuckDBAppender appender = connection.createAppender("main", table)) {
      filler.fill(appender);
    } catch (SQLException e) {
      throw DuckDbFailures.of(what, e);
    }
  }

  /** Writes the cells of the row that an item becomes. */
  @FunctionalInterface
  public interface CellWriter<T> {
    void write(T item, Cells cells) throws SQLException;
  }

  /** Appends a row for each item to a table of the schema {@code main}. */
  public <T> void appendAll(String what, String table, Iterable<T> items, CellWriter<T> writer) {
    append(
        what,
        table,
        appender -> {
          Cells cells = new Cells(appender);
          for (T item : items) {
            appender.beginRow();
            writer.write(item, cells);
            appender.endRow();
          }
        });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new RetryableException("Failed to close DuckDB", e);
    }
  }
}
