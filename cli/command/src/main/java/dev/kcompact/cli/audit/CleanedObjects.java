package dev.kcompact.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.clean.CleanedDay;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Raw objects that a clean-up has removed, read from the ledgers in the lake. The compacted files
 * must still contain them.
 */
record CleanedObjects(ObjectStore lake) {
  /**
   * All objects in the clean-ups' ledgers, even if not yet deleted, of one day, or of all for null.
   */
  List<SourceObject> of(String table, @Nullable LocalDate day) {
    List<SourceObject> cleaned = new ArrayList<>();
    each(table, day, cleaned::add);
    return cleaned;
  }

  /** Passes the same objects on, with one ledger in memory at a time. */
  void each(String table, @Nullable LocalDate day, Consumer<SourceObject> taker) {
    String folder = day == null ? CleanedDay.folder(table) : CleanedDay.folder(table, day);
    Map<String, List<String>> byDay = new TreeMap<>();
    Map<String, SourceObject> documents = new TreeMap<>();
    for (Listed listed : lake.list(folder)) {
      String key = listed.object().key();
      documents.put(key, listed.object());
      byDay
          .computeIfAbsent(key.substring(0, key.lastIndexOf('/')), d -> new ArrayList<>())
          .add(key);
    }
    for (List<String> keys : byDay.values()) {
      CleanedDay.newest(keys).ifPresent(key -> readLedger(documents.get(key), taker));
    }
  }

  private void readLedger(@Nullable SourceObject document, Consumer<SourceObject> taker) {
    if (document == null) {
      throw new IllegalArgumentException("document is null");
    }
    String text = new String(lake.tail(document, (int) document.size()), UTF_8);
    for (String key : CleanedDay.fromJson(text).ledger()) {
      SourceObject file =
          lake.list(key).stream()
              .map(Listed::object)
              .filter(object -> object.key().equals(key))
              .findFirst()
              .orElseThrow(
                  () -> new CommandException("Missing ledger of a clean-up: " + lake.root() + key));
      read(file).forEach(taker);
    }
  }

  private List<SourceObject> read(SourceObject file) {
    try {
      Path copy = Files.createTempFile("kcompact-ledger", ".parquet");
      try {
        Files.write(copy, lake.tail(file, (int) file.size()));
        return query(copy);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException | SQLException e) {
      throw new CommandException("Failed to read ledger: " + lake.root() + file.key(), e);
    }
  }

  private static List<SourceObject> query(Path file) throws SQLException {
    List<SourceObject> objects = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement select =
            duckDb.prepareStatement(
                "SELECT DISTINCT object, etag, size FROM read_parquet(?) WHERE compacted_file IS"
                    + " NOT NULL AND etag IS NOT NULL")) {
      select.setString(1, file.toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          objects.add(new SourceObject(rows.getString(1), rows.getString(2), rows.getLong(3)));
        }
      }
    }
    objects.sort(Comparator.comparing(SourceObject::key));
    return objects;
  }
}
