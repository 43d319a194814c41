package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketProcessorTest {
  private static final long MEMORY = 256L << 20;
  private static final String OBJECT = "topics/orders/dt=2026-11-22/orders+0+0000000000.json";

  @TempDir Path tmp;

  @Test
  void keepsTheNewestVersionOfEachKey() throws Exception {
    ProcessedBucket counts =
        run(
            order("O-1", 10, "2026-11-22T01:00:00Z", 0),
            order("O-1", 11, "2026-11-22T03:00:00Z", 1),
            order("O-1", 12, "2026-11-22T02:00:00Z", 2),
            order("O-2", 20, "2026-11-22T01:00:00Z", 3));

    assertThat(counts.rowsIn()).isEqualTo(4);
    assertThat(counts.duplicates()).isEqualTo(2);
    assertThat(rows(counts, "SELECT order_id, amount FROM files ORDER BY order_id"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
  }

  @Test
  void breaksTiesByTheGreatestPositionAndTakesNullsAsOldest() throws Exception {
    ProcessedBucket counts =
        run(
            positioned("O-1", 1, "2026-11-22T01:00:00Z", 0, 100, 7),
            positioned("O-1", 2, "2026-11-22T01:00:00Z", 1, 50, 0),
            positioned("O-1", 3, "2026-11-22T01:00:00Z", 1, 50, 1),
            positioned("O-1", 4, "2026-11-22T01:00:00Z", 1, 9, 9));

    assertThat(rows(counts, "SELECT amount FROM files")).containsExactly(List.of("3.00"));
  }

  @Test
  void quarantinesWhatTheSchemaForbidsWithTheNameOfEachRule() throws Exception {
    ProcessedBucket counts =
        run(
            row("O-1", ", \"status\": \"it's\""),
            row("X", ""),
            row("O-2", ", \"customer\": 0"),
            row("O-3", ", \"status\": \"GONE\""),
            row("O-4", ", \"amount\": 1000.01"),
            row("O-5", ", \"address\": {\"city\": \"X\"}"),
            row(
                "O-6",
                ", \"items\": [{\"sku\": \"ok\"}, {\"sku\": \"too long\", \"quantity\": 0}]"),
            row("O-7", ", \"amount\": -1"));

    assertThat(counts.invalid()).isEqualTo(7);
    assertThat(counts.rowsOut()).isEqualTo(1);
    assertThat(quarantined(counts, "SELECT reason FROM files ORDER BY reason"))
        .containsExactlyInAnyOrder(
            List.of("pattern:/order_id"),
            List.of("minimum:/customer"),
            List.of("enum:/status"),
            List.of("maximum:/amount"),
            List.of("minLength:/address/city"),
            List.of("maxLength:/items/*/sku,minimum:/items/*/quantity"),
            List.of("amount_not_negative"));
    assertThat(counts.rules())
        .contains(
            new BrokenRule("enum:/status", Severity.REJECT, 1, List.of(OBJECT + "#0")),
            new BrokenRule("amount_is_usual", Severity.WARN, 1, List.of(OBJECT + "#0")));
  }

  @Test
  void countsBrokenRulesThatRejectNoRow() throws Exception {
    ProcessedBucket counts =
        run(row("O-1", ", \"customer\": 666"), row("O-2", ", \"amount\": 950"));

    assertThat(counts.rowsOut()).isEqualTo(2);
    assertThat(counts.rules())
        .containsExactly(
            new BrokenRule("customer_is_known", Severity.FAIL, 1, List.of(OBJECT + "#0")),
            new BrokenRule("amount_is_usual", Severity.WARN, 1, List.of(OBJECT + "#0")));
    assertThat(counts.quarantine()).isEmpty();
  }

  @Test
  void quarantinesCorruptRowsWithTheirTextAndPlace() throws Exception {
    ProcessedBucket counts =
        run(
            row("O-1", ""),
            """
            {"_partition": 2, "_file_offset": 40, "_line": 3, "_corrupt_record": "{not json",
             "_corrupt_reason": "malformed_json"}
            """);

    assertThat(counts.corrupt()).isEqualTo(1);
    assertThat(
            quarantined(
                counts,
                "SELECT kind, reason, object, line, kafka_partition, file_offset, record FROM"
                    + " files"))
        .containsExactly(
            List.of(
                "corrupt",
                "malformed_json",
                "topics/orders/dt=2026-11-22/orders+2+0000000040.json",
                "3",
                "2",
                "40",
                "{not json"));
  }

  @Test
  void writesAnInvalidRecordAsTheJsonOfItsSchema() throws Exception {
    ProcessedBucket counts =
        run(
            row(
                "O-1",
                """
                , "amount": 1000.10, "extra": "{\\"a\\": [1, null]}", "tags": {"k": "v"},
                "items": [{"sku": "s", "quantity": 2, "sent_at": "2026-11-22T10:00:00.5Z"}],
                "_rescued": "{\\"unknown\\": 1}"
                """));

    List<List<String>> found = quarantined(counts, "SELECT record, rescued FROM files");

    assertThat(found.get(0).get(0))
        .contains("\"order_id\":\"O-1\"")
        .contains("\"extra\":{\"a\": [1, null]}")
        .contains("\"tags\":{\"k\":\"v\"}")
        .contains("\"sent_at\":\"2026-11-22T10:00:00.500000Z\"")
        .contains("\"updated_at\":\"2026-11-22T01:00:00.000000Z\"")
        .contains("\"amount\":1000.10");
    assertThat(found.get(0).get(1)).isEqualTo("{\"unknown\": 1}");
  }

  @Test
  void partsOfATableHoldEachRowOnce() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(order("O-" + i % 100, i, "2026-11-22T01:00:00Z", i));
    }
    rows.add(
        "{\"_line\": 1000, \"_corrupt_record\": \"x\", \"_corrupt_reason\": \"malformed_json\"}");

    long out = 0;
    long in = 0;
    List<Path> written = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      ProcessedBucket counts = run(new HashBucket("orders", index, 3), rows.toArray(String[]::new));
      assertThat(counts.rowsOut()).isPositive();
      out += counts.rowsOut();
      in += counts.rowsIn();
      written.addAll(counts.files());
    }

    assertThat(in).isEqualTo(201);
    assertThat(out).isEqualTo(100);
    assertThat(
            ParquetFile.query(written, "SELECT count(DISTINCT order_id), min(amount) FROM files"))
        .containsExactly(List.of("100", "100.00"));
  }

  @Test
  void writesTheDeclaredColumnsAndTypesOnly() throws Exception {
    ProcessedBucket counts = run(row("O-1", ""));

    assertThat(rows(counts, "SELECT column_name, column_type FROM (DESCRIBE files)"))
        .containsExactly(
            List.of("order_id", "VARCHAR"),
            List.of("customer", "BIGINT"),
            List.of("status", "VARCHAR"),
            List.of("amount", "DECIMAL(10,2)"),
            List.of(
                "items",
                "STRUCT(sku VARCHAR, quantity BIGINT, sent_at TIMESTAMP WITH TIME ZONE)[]"),
            List.of("tags", "MAP(VARCHAR, VARCHAR)"),
            List.of("extra", "VARCHAR"),
            List.of("address", "STRUCT(city VARCHAR)"),
            List.of("updated_at", "TIMESTAMP WITH TIME ZONE"));
  }

  @Test
  void aTableOfCorruptRowsOnlyHasNoRowsLeft() throws Exception {
    ProcessedBucket counts =
        run("{\"_line\": 0, \"_corrupt_record\": \"x\", \"_corrupt_reason\": \"malformed_json\"}");

    assertThat(counts.rowsOut()).isZero();
    assertThat(counts.corrupt()).isEqualTo(1);
    assertThat(counts.invalid()).isZero();
  }

  @Test
  void namesARuleThatCannotBeCompiled() {
    TableDefinition table = table("no_such_column > 0");

    assertThatThrownBy(() -> run(table, new HashBucket("orders", 0, 1), row("O-1", "")))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("compile rule broken of table orders")
        .hasMessageContaining("no_such_column");
  }

  @Test
  void keepsRecordContentsOutOfAFailure() {
    TableDefinition table = table("CAST(order_id AS INTEGER) > 0");

    assertThatThrownBy(() -> run(table, new HashBucket("orders", 0, 1), row("O-424242", "")))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("Failed to check table orders")
        .hasMessageNotContaining("424242")
        .hasNoCause();
  }

  private static TableDefinition table(String sql) {
    String yaml =
        SampleDefinitions.text("tables/orders.yaml")
            + "  - { name: broken, sql: \""
            + sql
            + "\" }\n";
    return SampleDefinitions.with("tables/orders.yaml", yaml).table("orders").orElseThrow();
  }

  private static String row(String id, String more) {
    return "{\"order_id\": \""
        + id
        + "\", \"_partition\": 0, \"_file_offset\": 0, \"_line\": 0"
        + (more.contains("\"customer\"") ? "" : ", \"customer\": 1")
        + (more.contains("\"amount\"") ? "" : ", \"amount\": 1")
        + ", \"updated_at\": \"2026-11-22T01:00:00Z\""
        + more
        + "}";
  }

  private static String order(String id, int amount, String updatedAt, int line) {
    return positioned(id, amount, updatedAt, 0, 0, line);
  }

  private static String positioned(
      String id, int amount, String updatedAt, int partition, long offset, int line) {
    return ("{\"order_id\": \"%s\", \"customer\": 1, \"amount\": %d, \"updated_at\": \"%s\","
            + " \"_partition\": %d, \"_file_offset\": %d, \"_line\": %d}")
        .formatted(id, amount, updatedAt, partition, offset, line);
  }

  private ProcessedBucket run(String... rows) throws Exception {
    return run(new HashBucket("orders", 0, 1), rows);
  }

  private ProcessedBucket run(HashBucket bucket, String... rows) throws Exception {
    return run(SampleDefinitions.orders(), bucket, rows);
  }

  private ProcessedBucket run(TableDefinition table, HashBucket bucket, String... rows)
      throws Exception {
    Path folder = Files.createTempDirectory(tmp, "work");
    Path first = folder.resolve("a.parquet");
    Path second = folder.resolve("b.parquet");
    ParquetFile.write(first, table, List.of(rows).subList(0, rows.length / 2), Map.of());
    ParquetFile.write(second, table, List.of(rows).subList(rows.length / 2, rows.length), Map.of());
    Map<ObjectPosition, String> keys =
        Map.of(
            new ObjectPosition(0, 0),
            OBJECT,
            new ObjectPosition(2, 40),
            "topics/orders/dt=2026-11-22/orders+2+0000000040.json");
    try (DuckDb db = DuckDb.open(MEMORY, 2, folder.resolve("spill"))) {
      return new BucketProcessor(db, table, List.of("updated_at"), List.of(first, second))
          .run(bucket, () -> keys, Files.createDirectory(folder.resolve("out")));
    }
  }

  private static List<List<String>> rows(ProcessedBucket counts, String query) throws Exception {
    return ParquetFile.query(counts.files(), query);
  }

  private static List<List<String>> quarantined(ProcessedBucket counts, String query)
      throws Exception {
    return ParquetFile.query(counts.quarantine(), query);
  }
}
