package dev.kcompact.cli.audit;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Compares a table's raw objects with the lineage of its files, as {@link
 * dev.kcompact.contract.lineage.Coverage} does, in a database on disk: memory does not grow with
 * the number of objects. Objects and files are added first; then {@link #compare} is called; then
 * the outcomes are read. Not thread-safe.
 */
final class TableComparison implements AutoCloseable {
  private static final String MEMORY = "192MB";

  private final Path folder;
  private final DuckDBConnection database;
  private final DuckDBAppender objects;
  private final DuckDBAppender cleaned;
  private final DuckDBAppender entries;
  private final List<String> paths = new ArrayList<>();
  private final List<String> digests = new ArrayList<>();

  /** An operation on the database. */
  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  /** Receives a row. */
  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Receives a key that is in several files. */
  @FunctionalInterface
  interface DuplicateConsumer {
    void accept(String key, List<String> files);
  }

  private TableComparison(Path folder) throws SQLException {
    this.folder = folder;
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    database =
        (DuckDBConnection)
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("audit.db"), properties);
    execute("SET memory_limit = '" + MEMORY + "'");
    execute("SET threads = 2");
    execute("SET preserve_insertion_order = false");
    execute("SET temp_directory = '" + folder.resolve("spill").toString().replace("'", "''") + "'");
    String columns = "(key VARCHAR, etag VARCHAR, size BIGINT, fingerprint INTEGER";
    execute("CREATE TABLE listed " + columns + ", owned BOOLEAN)");
    execute("CREATE TABLE cleaned " + columns + ")");
    execute("CREATE TABLE held (file INTEGER, position INTEGER, key VARCHAR, fingerprint INTEGER)");
    objects = database.createAppender("main", "listed");
    cleaned = database.createAppender("main", "cleaned");
    entries = database.createAppender("main", "held");
  }

  /** Opens an empty comparison in a folder of its own, which closing it deletes. */
  static TableComparison open() {
    try {
      Path folder = Files.createTempDirectory("kcompact-audit");
      return new TableComparison(folder);
    } catch (SQLException e) {
      throw failed(e);
    } catch (IOException e) {
      throw new CommandException("Failed to create a folder for the audit", e);
    }
  }

  /**
   * Adds a listed object.
   *
   * @param isOwned whether the definition takes it; another counts if a file contains it
   */
  void addObject(SourceObject object, boolean isOwned) {
    attempt(
        () -> {
          append(objects, object).append(isOwned);
          objects.endRow();
        });
  }

  /** Adds an object that a clean-up has removed; it counts unless it is listed. */
  void addCleaned(SourceObject object) {
    attempt(
        () -> {
          append(cleaned, object);
          cleaned.endRow();
        });
  }

  private static DuckDBAppender append(DuckDBAppender to, SourceObject object) throws SQLException {
    to.beginRow();
    to.append(object.key());
    to.append(object.etag());
    to.append(object.size());
    to.append(object.fingerprint());
    return to;
  }

  void addFile(FileLineage file) {
    attempt(
        () -> {
          int position = 0;
          for (Lineage.Entry entry : file.lineage().entries()) {
            entries.beginRow();
            entries.append(paths.size());
            entries.append(position++);
            entries.append(entry.key());
            entries.append(entry.fingerprint());
            entries.endRow();
          }
          paths.add(file.path());
          digests.add(file.lineage().digest());
        });
  }

  /** Compares all that was added. */
  void compare() {
    attempt(
        () -> {
          objects.close();
          cleaned.close();
          entries.close();
          execute(
              """
              CREATE TABLE raw AS
              SELECT key, etag, size, fingerprint, false AS cleaned
              FROM listed
              WHERE owned
              """);
          execute(
              """
              INSERT INTO raw
              SELECT key, etag, size, fingerprint, false
              FROM (FROM listed WHERE NOT owned) SEMI JOIN held USING (key)
              """);
          execute("DROP TABLE listed");
          execute(
              """
              INSERT INTO raw
              SELECT DISTINCT ON (key) key, etag, size, fingerprint, true
              FROM cleaned ANTI JOIN raw USING (key)
              """);
          execute(
              """
              CREATE TABLE matched AS
              SELECT h.file, h.position, h.key, r.etag, r.size, r.fingerprint IS NOT NULL AS exists,
                coalesce(h.fingerprint = r.fingerprint, false) AS same
              FROM held AS h LEFT JOIN raw AS r USING (key)
              """);
          execute("DROP TABLE held");
          execute(
              """
              CREATE TABLE by_key AS
              SELECT key, count(*) AS files, any_value(exists) AS exists, bool_and(same) AS same
              FROM matched
              GROUP BY key
              """);
        });
  }

  long objects() {
    return count("SELECT count(*) FROM raw");
  }

  /** Number of the objects that a clean-up has removed. */
  long cleaned() {
    return count("SELECT count(*) FROM raw WHERE cleaned");
  }

  int files() {
    return paths.size();
  }

  /** Number of objects that are in exactly one file, unchanged. */
  long covered() {
    return count("SELECT count(*) FROM by_key WHERE exists AND files = 1 AND same");
  }

  void missing(Consumer<String> taker) {
    keys("SELECT key FROM raw ANTI JOIN by_key USING (key) ORDER BY key", taker);
  }

  void changed(Consumer<String> taker) {
    keys("SELECT key FROM by_key WHERE exists AND NOT same ORDER BY key", taker);
  }

  void deleted(Consumer<String> taker) {
    keys("SELECT key FROM by_key WHERE NOT exists ORDER BY key", taker);
  }

  void duplicated(DuplicateConsumer taker) {
    List<String> files = new ArrayList<>();
    String[] last = new String[1];
    query(
        """
        SELECT m.key, m.file
        FROM matched AS m SEMI JOIN (SELECT key FROM by_key WHERE files > 1) USING (key)
        ORDER BY m.key
        """,
        row -> {
          String key = row.getString(1);
          if (last[0] != null && !last[0].equals(key)) {
            taker.accept(last[0], files.stream().sorted().toList());
            files.clear();
          }
          last[0] = key;
          files.add(paths.get(row.getInt(2)));
        });
    if (last[0] != null) {
      taker.accept(last[0], files.stream().sorted().toList());
    }
  }

  /** Passes the files on whose digest contradicts their objects though none appears changed. */
  void unproven(Consumer<String> taker) {
    List<SourceObject> content = new ArrayList<>();
    int[] file = {-1};
    List<String> found = new ArrayList<>();
    query(
        """
        SELECT file, key, etag, size
        FROM matched ANTI JOIN (SELECT DISTINCT file FROM matched WHERE NOT same) USING (file)
        ORDER BY file, position
        """,
        row -> {
          if (row.getInt(1) != file[0]) {
            prove(file[0], content, found);
            file[0] = row.getInt(1);
          }
          content.add(new SourceObject(row.getString(2), row.getString(3), row.getLong(4)));
        });
    prove(file[0], content, found);
    found.stream().sorted().forEach(taker);
  }

  private void prove(int file, List<SourceObject> content, List<String> unproven) {
    if (file >= 0 && !Lineage.digestOf(content).equals(digests.get(file))) {
      unproven.add(paths.get(file));
    }
    content.clear();
  }

  private long count(String sql) {
    long[] count = new long[1];
    query(sql, row -> count[0] = row.getLong(1));
    return count[0];
  }

  private void keys(String sql, Consumer<String> taker) {
    query(sql, row -> taker.accept(row.getString(1)));
  }

  private void query(String sql, Row reader) {
    attempt(
        () -> {
          try (Statement statement = database.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              reader.read(rows);
            }
          }
        });
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void attempt(Work work) {
    try {
      work.run();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static CommandException failed(SQLException e) {
    return new CommandException("Failed to compare objects and files in the audit's database", e);
  }

  @Override
  public void close() {
    attempt(database::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TableComparison::delete);
    } catch (IOException e) {
      throw new CommandException("Failed to delete the audit's folder: " + folder, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
