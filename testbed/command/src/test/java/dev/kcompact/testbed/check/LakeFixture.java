package dev.kcompact.testbed.check;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleObject;
import dev.kcompact.testbed.sample.TableDay.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A lake in a folder, written only by DuckDB; tests introduce an error and expect it to be
 * reported.
 */
final class LakeFixture {
  static final LocalDate DATE = LocalDate.of(2026, 11, 22);
  static final String RUN = "20261122-1";
  static final Path CONF = Path.of("../../conf");

  static final String POSITION = ", _partition INTEGER, _file_offset BIGINT, _line INTEGER";
  static final String ADDED =
      POSITION
          + ", _source_key VARCHAR, _rescued VARCHAR, _corrupt_record VARCHAR, _corrupt_reason VARCHAR";

  final SampleDay day = SampleDay.of(SampleSpec.of(17, DATE, 120, 10).withShares(40, 80, 200, 30));
  final ExpectedDay expected;
  final Path root;
  final DirectoryLakeFiles files;
  final Path scratch;

  LakeFixture(Path folder) throws Exception {
    root = Files.createDirectories(folder.resolve("lake"));
    scratch = Files.createDirectories(folder.resolve("scratch"));
    files = new DirectoryLakeFiles(root);
    expected = ExpectedDay.of(day, CONF);
  }

  DuckDb duckDb() throws Exception {
    return new DuckDb(files, scratch);
  }

  /** A row of literals: the declared columns, then the added ones. */
  List<List<String>> compactedRows(String name) {
    DeclaredTable table = expected.table(name);
    TableDay tableDay = day.table(name);
    List<List<String>> rows = new ArrayList<>();
    for (int index = 0; index < tableDay.objects(); index++) {
      SampleObject object = tableDay.object(index);
      for (int line = 0; line < object.records(); line++) {
        long record = object.firstRecord() + line;
        rows.add(compactedRow(table, tableDay, index, record));
      }
    }
    return rows;
  }

  private static List<String> compactedRow(
      DeclaredTable table, TableDay day, int index, long record) {
    SampleRecord content = day.record(index, record);
    Fate fate = day.fate(record);
    List<String> row = new ArrayList<>();
    table
        .columns()
        .fields()
        .forEach(
            field ->
                row.add(
                    fate instanceof Fate.Corrupt
                        ? "NULL"
                        : SqlLiteral.of(field.getValue(), content.row().get(field.getKey()))));
    row.addAll(position(day, index, record));
    row.add("NULL");
    row.add(rescued(day, record));
    if (fate instanceof Fate.Corrupt corrupt) {
      row.add(SqlLiteral.bytesAsText(content.json()));
      row.add("'" + corrupt.kind().code() + ":/some/field'");
    } else {
      row.add("NULL");
      row.add("NULL");
    }
    return row;
  }

  private static List<String> position(TableDay day, int index, long record) {
    SampleObject object = day.object(index);
    return List.of(
        String.valueOf(object.partition()),
        String.valueOf(object.offset()),
        String.valueOf(object.lineOf(record)));
  }

  /** The remaining rows of a base table, in the columns of {@link #writeProcessed}. */
  List<List<String>> processedRows(String name) throws Exception {
    DeclaredTable table = expected.table(name);
    List<List<String>> rows = new ArrayList<>();
    expected
        .newestRows(name)
        .forEach((record, content) -> rows.add(processedRow(table, record, content)));
    return rows;
  }

  private List<String> processedRow(DeclaredTable table, long record, SampleRecord content) {
    List<String> row = new ArrayList<>();
    table
        .columns()
        .fields()
        .forEach(f -> row.add(SqlLiteral.of(f.getValue(), content.row().get(f.getKey()))));
    if (table.keepsRescued()) {
      row.add(rescued(day.table(table.name()), record));
    }
    return row;
  }

  private static String rescued(TableDay day, long record) {
    return day.hasUnknownField(record) ? "'{\"canal_parceiro\":{}}'" : "NULL";
  }

  /** Each corrupt and invalid record, in the columns of every table's quarantine. */
  List<List<String>> quarantineRows(String name) {
    TableDay tableDay = day.table(name);
    List<List<String>> rows = new ArrayList<>();
    for (long record = 0; record < tableDay.records(); record++) {
      if (!(tableDay.fate(record) instanceof Fate.Good)) {
        rows.add(quarantineRow(tableDay, record));
      }
    }
    return rows;
  }

  private static List<String> quarantineRow(TableDay day, long record) {
    int index = day.objectOf(record);
    List<String> row = new ArrayList<>(position(day, index, record));
    row.add(SqlLiteral.text(day.object(index).key()));
    if (day.fate(record) instanceof Fate.Invalid invalid) {
      row.add("'invalid'");
      row.add(SqlLiteral.text(reason(invalid)));
      row.add("'{\"a\":1}'");
    } else if (day.fate(record) instanceof Fate.Corrupt corrupt) {
      row.add("'corrupt'");
      row.add("'" + corrupt.kind().code() + ":/some/field'");
      row.add(SqlLiteral.bytesAsText(day.record(index, record).json()));
    }
    return row;
  }

  /** A record's message in the dead letter topic. */
  static byte[] letter(byte[] record) {
    return new DeadLetterEvent(
            DeadLetterHeaders.COMPACTOR,
            "orders",
            new Origin("orders", 0, 0L, "object", 0),
            "reason",
            "reason",
            dev.kcompact.contract.message.Fingerprint.of("orders", record),
            1,
            null,
            record,
            false)
        .toJson(Instant.EPOCH)
        .getBytes(StandardCharsets.UTF_8);
  }

  static String reason(Fate.Invalid invalid) {
    return invalid.rule().startsWith("/")
        ? "pattern:" + invalid.rule().replace("/0/", "/*/")
        : invalid.rule();
  }

  static String columns(DeclaredTable table) {
    return table.columns().fields().stream()
        .map(field -> '"' + field.getKey() + "\" " + field.getValue().duckDb())
        .collect(Collectors.joining(", "));
  }

  static String processedColumns(DeclaredTable table) {
    return columns(table) + (table.keepsRescued() ? ", _rescued VARCHAR" : "");
  }

  String compactedKey(String name, int file) {
    return "compacted/" + name + "/dt=" + DATE + "/part-" + file + ".parquet";
  }

  String processedFolder(String name) {
    return "processed/"
        + expected.table(name).domain()
        + "/"
        + name
        + "/dt="
        + DATE
        + "/run="
        + RUN
        + "/";
  }

  String quarantineFolder(String name) {
    return "quarantine/" + name + "/dt=" + DATE + "/run=" + RUN + "/";
  }

  void writeCompacted(String name, List<List<String>> rows) throws Exception {
    String columns = columns(expected.table(name)) + ADDED;
    int half = rows.size() / 2;
    write(compactedKey(name, 0), columns, rows.subList(0, half));
    write(compactedKey(name, 1), columns, rows.subList(half, rows.size()));
  }

  void writeProcessed(String name, List<List<String>> rows) throws Exception {
    write(processedFolder(name) + "0.parquet", processedColumns(expected.table(name)), rows);
  }

  void writeQuarantine(String name, List<List<String>> rows) throws Exception {
    write(
        quarantineFolder(name) + "0.parquet",
        "kafka_partition INTEGER, file_offset BIGINT, line INTEGER, object VARCHAR, kind VARCHAR,"
            + " reason VARCHAR, record VARCHAR",
        rows);
  }

  /** Runs the domain's query over the processed rows, as the finalizer does. */
  void writePaidOrders() throws Exception {
    String query = Files.readString(CONF.resolve("sql/paid_orders.sql"));
    Path file = prepared(processedFolder("paid_orders") + "0.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String input : List.of("orders", "payments")) {
        statement.execute(
            "CREATE VIEW "
                + input
                + " AS SELECT * FROM read_parquet("
                + SqlLiteral.text(root.resolve(processedFolder(input) + "0.parquet"))
                + ")");
      }
      statement.execute("COPY (" + query + ") TO " + SqlLiteral.text(file) + " (FORMAT parquet)");
    }
  }

  void write(String key, String columns, List<List<String>> rows) throws Exception {
    Path file = prepared(key);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (" + columns + ")");
      for (int from = 0; from < rows.size(); from += 100) {
        statement.execute(
            rows.subList(from, Math.min(rows.size(), from + 100)).stream()
                .map(row -> "(" + String.join(", ", row) + ")")
                .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", "")));
      }
      statement.execute("COPY t TO " + SqlLiteral.text(file) + " (FORMAT parquet)");
    }
  }

  private Path prepared(String key) throws Exception {
    Path file = root.resolve(key);
    Files.createDirectories(file.getParent());
    return file;
  }
}
