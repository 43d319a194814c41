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
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory DuckDB database with a memory limit and a spill folder. One thread uses it; any
 * thread may call {@link #stop}.
 */
public final class DuckDb implements AutoCloseable {
  private static final String IS_MULTIPLE = "java_is_multiple";
  private static final String CANONICAL_JSON = "java_canonical_json";

  private final DuckDBConnection connection;
  private final Object lock = new Object();
  private @Nullable Statement running;
  private boolean isStopped;
  private int functions;

  private DuckDb(DuckDBConnection connection) {
    this.connection = connection;
  }

  public static DuckDb open(Settings settings, Workspace workspace) {
    return open(settings.duckDbMemoryBytes(), settings.duckDbThreads(), workspace.folder("spill"));
  }

  /**
   * @param memoryBytes limit of DuckDB's buffers; the process uses more
   * @param spill folder of temporary files; DuckDB creates it when needed
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
      db.execute("set the time zone", Sql.of("SET TimeZone = 'UTC'"));
      db.register(IS_MULTIPLE, DuckDBColumnType.VARCHAR, ExactFunctions::isMultiple);
      db.register(CANONICAL_JSON, DuckDBColumnType.VARCHAR, ExactFunctions::canonicalJson);
      return db;
    } catch (SQLException e) {
      throw new RetryableException("Failed to open DuckDB: memory " + memoryBytes, e);
    }
  }

  /** Limits the size of the spill folder; a statement that needs more fails. */
  public void limitSpill(long bytes) {
    Sql size = Sql.literal(bytes + "B");
    execute(
        "limit the spill", Sql.of("SET max_temp_directory_size = {size}", Map.of("size", size)));
  }

  /** Cancels the running statement; it and all later ones fail with {@link LimitException}. */
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

  @FunctionalInterface
  private interface Work<T> {
    T of(Statement statement) throws SQLException;
  }

  private <T> T with(String what, Work<T> work) {
    try (Statement statement = connection.createStatement()) {
      synchronized (lock) {
        if (isStopped) {
          throw new LimitException(Limit.TIME, "Failed to " + what + ": the time limit is reached");
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
    } catch (SQLException e) {
      throw DuckDbFailures.of(what, e);
    }
  }

  /** Runs a statement; {@code what} completes "Failed to". */
  public void execute(String what, Sql sql) {
    with(what, statement -> statement.execute(sql.toString()));
  }

  /**
   * Binds a query that returns no row: parses it and resolves its names and types.
   *
   * @throws NonRetryableException with DuckDB's full message, which contains no record
   */
  public void compile(String what, Sql emptyQuery) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(emptyQuery.toString())) {
      if (rows.next()) {
        throw new IllegalArgumentException("emptyQuery yields a row: " + what);
      }
    } catch (SQLException e) {
      throw new NonRetryableException("Failed to " + what + ": " + DuckDbFailures.firstLine(e));
    }
  }

  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <T> List<T> query(String what, Sql sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    forEach(what, sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  @FunctionalInterface
  public interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /** Passes rows to a consumer one by one, without holding all of them. */
  public void forEach(String what, Sql sql, RowConsumer consumer) {
    with(
        what,
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql.toString())) {
            while (rows.next()) {
              consumer.accept(rows);
            }
            return true;
          }
        });
  }

  /** Returns the numbers of a query of one row; null counts as 0. */
  public List<Long> numbers(String what, Sql sql) {
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

  public record Column(String name, String type) {}

  public List<Column> describe(String what, Sql query) {
    return query(
        what,
        Sql.of("DESCRIBE ({query})", Map.of("query", query)),
        row -> new Column(row.getString(1), row.getString(2)));
  }

  /**
   * Registers a function of a text and a number that gives a text; null if either is null. DuckDB
   * calls it from several threads.
   *
   * @return its name
   */
  public Sql register(BiFunction<String, Long, String> function) {
    String name = "java_" + functions++;
    register(name, DuckDBColumnType.BIGINT, function);
    return Sql.identifier(name);
  }

  /** The same for a function of two texts. */
  public Sql registerText(BiFunction<String, String, String> function) {
    String name = "java_" + functions++;
    register(name, DuckDBColumnType.VARCHAR, function);
    return Sql.identifier(name);
  }

  private <T> void register(
      String name, DuckDBColumnType second, BiFunction<String, T, String> function) {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameters(DuckDBColumnType.VARCHAR, second)
          .withReturnType(DuckDBColumnType.VARCHAR)
          .withFunction(function)
          .withNullInNullOut()
          .register(connection);
    } catch (SQLException e) {
      throw DuckDbFailures.of("register function " + name, e);
    }
  }

  /**
   * Whether the number that a text is, is a multiple of another; null if the text is. The driver
   * calls functions for nulls too.
   */
  public static Sql isMultiple(Sql text, String of) {
    return Sql.of(
        "CASE WHEN {text} IS NOT NULL THEN CAST({function}({text}, {of}) AS BOOLEAN) END",
        Map.of("function", Sql.identifier(IS_MULTIPLE), "text", text, "of", Sql.literal(of)));
  }

  /** Returns a text that is equal for texts of equal JSON. */
  public static Sql canonicalJson(Sql text) {
    return Sql.of(
        "CASE WHEN {text} IS NOT NULL THEN {function}({text}, '') END",
        Map.of("function", Sql.identifier(CANONICAL_JSON), "text", text));
  }

  @FunctionalInterface
  public interface RowWriter<T> {
    void write(T item, RowAppender row) throws SQLException;
  }

  public <T> void append(String what, String table, Iterable<T> items, RowWriter<T> writer) {
    try (DuckDBAppender appender = connection.createAppender("main", table)) {
      RowAppender row = new RowAppender(appender);
      for (T item : items) {
        appender.beginRow();
        writer.write(item, row);
        appender.endRow();
      }
    } catch (SQLException e) {
      throw DuckDbFailures.of(what, e);
    }
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
