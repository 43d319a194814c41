package dev.kcompact.finalizer.testing;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.settings.Settings.Topics;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A day's raw objects and compacted files, as Kafka Connect and the streaming job write them. */
public final class DayFixture {
  public static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private final Path tmp;
  private final LocalDate date;
  public final Settings settings;
  public final ObjectStore source;
  public final ObjectStore lake;

  public DayFixture(Path tmp, StorageLocation source, StorageLocation lake) {
    this.tmp = tmp;
    this.date = DAY;
    this.settings = settings(tmp, source, lake);
    this.source = Stores.open(source);
    this.lake = Stores.open(lake);
    ObjectStore tables = Stores.open(settings.tables());
    SampleDefinitions.files().forEach(tables::put);
  }

  private DayFixture(DayFixture other, LocalDate date) {
    this.tmp = other.tmp;
    this.date = date;
    this.settings = other.settings;
    this.source = other.source;
    this.lake = other.lake;
  }

  /** Returns a fixture for another day in the same stores. */
  public DayFixture on(LocalDate other) {
    return new DayFixture(this, other);
  }

  public static DayFixture inFolders(Path tmp) {
    return new DayFixture(
        tmp,
        StorageLocation.ofFolder(tmp.resolve("kconnect")),
        StorageLocation.ofFolder(tmp.resolve("lake")));
  }

  private static Settings settings(Path tmp, StorageLocation source, StorageLocation lake) {
    return new Settings(
        source,
        lake,
        lake.resolve("_kcompact/conf/"),
        "locks",
        "test",
        Map.of("bootstrap.servers", "127.0.0.1:1"),
        new Topics("feedback", "dead-letters", "parked", 2, 30),
        Optional.empty(),
        ZoneOffset.UTC,
        tmp.resolve("work"),
        1L << 30,
        256L << 20,
        256L << 20,
        2,
        1L << 30,
        Duration.ofSeconds(10),
        Duration.ofHours(2),
        Duration.ofDays(30));
  }

  /** Writes raw objects of a table's day; the finalizer does not read their contents. */
  public List<StoredObject> raw(String table, long... offsets) {
    String folder = "topics/" + table + "/dt=" + date + "/";
    List<StoredObject> written = new ArrayList<>();
    for (long offset : offsets) {
      String key = String.format(Locale.ROOT, "%s%s+0+%010d.json", folder, table, offset);
      source.put(key, "{\"offset\": " + offset + "}");
      written.addAll(source.list(key));
    }
    return written;
  }

  public String compact(String table, List<StoredObject> objects, String... rows) {
    return compact(table, "part-" + objects.hashCode() + ".parquet", objects, rows);
  }

  /** Writes a compacted file of a version that stamps no definition. */
  public String compact(String table, String name, List<StoredObject> objects, String... rows) {
    return compact(table, name, Map.of(), objects, rows);
  }

  /** Writes a file whose dead letters the job left to the finalizer. */
  public String compactDeferred(
      String table, List<StoredObject> objects, DeferredLetters letters, String... rows) {
    return compact(
        table,
        "part-" + objects.hashCode() + ".parquet",
        Map.of(DeferredLetters.FOOTER_KEY, letters.encode()),
        objects,
        rows);
  }

  /**
   * @param stamps further entries of the footer
   */
  public String compact(
      String table,
      String name,
      Map<String, String> stamps,
      List<StoredObject> objects,
      String... rows) {
    return compact(
        SampleDefinitions.catalog().table(table).orElseThrow(), name, stamps, objects, rows);
  }

  /** Writes a file of a table that is not among the sample's. */
  public String compact(
      TableDefinition definition,
      String name,
      Map<String, String> stamps,
      List<StoredObject> objects,
      String... rows) {
    String table = definition.name();
    long corrupt = List.of(rows).stream().filter(row -> row.contains("_corrupt_reason")).count();
    Lineage lineage =
        Lineage.of(
            table,
            date,
            rows.length,
            corrupt,
            objects.stream().map(o -> new SourceObject(o.key(), o.etag(), o.size())).toList());
    try {
      Path file = Files.createTempFile(tmp, "compacted", ".parquet");
      Map<String, String> footer = new HashMap<>(stamps);
      footer.put(Lineage.FOOTER_KEY, LineageCodec.encode(lineage));
      ParquetFile.write(file, definition, List.of(rows), footer);
      String key = LakeLayout.compacted(table, date) + name;
      lake.upload(file, key);
      Files.delete(file);
      return key;
    } catch (SQLException | java.io.IOException e) {
      throw new IllegalStateException("the fixture's file cannot be written", e);
    }
  }

  public static String order(String id, String amount, int offset, int line) {
    return ("{\"order_id\": \"%s\", \"customer\": 1, \"amount\": %s, \"updated_at\":"
            + " \"2026-11-22T01:00:00Z\", \"_partition\": 0, \"_file_offset\": %d, \"_line\": %d}")
        .formatted(id, amount, offset, line);
  }

  public static String payment(int id, String order, String paid, int offset, int line) {
    return ("{\"payment_id\": %d, \"order_id\": \"%s\", \"paid\": %s, \"_partition\": 0,"
            + " \"_file_offset\": %d, \"_line\": %d}")
        .formatted(id, order, paid, offset, line);
  }

  public static String corrupt(int offset, int line) {
    return corrupt(offset, line, "oops", "malformed_json");
  }

  public static String corrupt(int offset, int line, String record, String reason) {
    return ("{\"_partition\": 0, \"_file_offset\": %d, \"_line\": %d, \"_corrupt_record\": %s,"
            + " \"_corrupt_reason\": \"%s\"}")
        .formatted(offset, line, Json.write(record), reason);
  }

  /**
   * Writes a complete day: two orders from three versions, one invalid and one corrupt record, two
   * payments of one order.
   */
  public void completeDay() {
    List<StoredObject> orders = raw("orders", 0, 3);
    compact(
        "orders",
        orders,
        order("O-1", "10.00", 0, 0),
        order("O-1", "11.00", 0, 1),
        order("O-2", "20.00", 0, 2),
        order("bad", "1.00", 3, 0),
        corrupt(3, 1));
    compact(
        "payments",
        raw("payments", 0),
        payment(1, "O-1", "4.00", 0, 0),
        payment(2, "O-1", "6.50", 0, 1));
  }

  /** Returns local copies of the objects with these keys. */
  public List<Path> downloaded(List<String> keys) {
    List<Path> files = new ArrayList<>();
    for (String key : keys) {
      try {
        Path file = Files.createTempDirectory(tmp, "check").resolve("file.parquet");
        lake.download(lake.list(key).get(0), file);
        files.add(file);
      } catch (java.io.IOException e) {
        throw new IllegalStateException("no folder for a copy", e);
      }
    }
    return files;
  }
}
