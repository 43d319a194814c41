package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's own rules: unique keys, freshness, origins of the rows that break a rule. */
class RuleKindsTest {
  private static final long MEMORY = 256L << 20;
  private static final String OBJECT = "topics/orders/dt=2026-11-22/orders+0+0000000000.json";
  private static final HashBucket ALL = new HashBucket("orders", 0, 1);

  @TempDir Path tmp;

  @Test
  void twoRecordsMayNotShareWhatIsToBeUnique() throws Exception {
    ProcessedBucket counts =
        run(
            "{ name: one_order_a_customer, unique: [customer], severity: reject }",
            ALL,
            order("O-1", 7, "01:00", 0),
            order("O-1", 7, "02:00", 1),
            order("O-2", 8, "01:00", 2),
            order("O-3", 7, "03:00", 3),
            order("O-4", 9, "01:00", 4),
            order("O-4", 8, "00:30", 5));

    assertThat(counts.duplicates()).isEqualTo(2);
    assertThat(counts.invalid()).isEqualTo(1);
    assertThat(counts.rules())
        .containsExactly(
            new BrokenRule("one_order_a_customer", Severity.REJECT, 1, List.of(OBJECT + "#1")));
    assertThat(ParquetFile.query(counts.files(), "SELECT order_id FROM files ORDER BY 1"))
        .containsExactly(List.of("O-2"), List.of("O-3"), List.of("O-4"));
    assertThat(ParquetFile.query(counts.quarantine(), "SELECT reason, line FROM files"))
        .containsExactly(List.of("one_order_a_customer", "1"));
  }

  @Test
  void whatIsToBeUniqueIsSoOverAllPartsOfATable() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(order("O-" + i, 1 + i % 20, "01:00", i));
      rows.add(order("O-" + i, 1 + i % 20, "00:00", 100 + i));
    }
    String rule = "{ name: one, unique: [customer], severity: reject }";
    long out = 0;
    long in = 0;
    List<Path> written = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      ProcessedBucket counts =
          run(rule, new HashBucket("orders", index, 3), rows.toArray(String[]::new));
      assertThat(counts.rowsIn()).isPositive();
      in += counts.rowsIn();
      out += counts.rowsOut();
      written.addAll(counts.files());
    }
    assertThat(in).isEqualTo(120);
    assertThat(out).isEqualTo(20);
    assertThat(ParquetFile.query(written, "SELECT count(DISTINCT customer) FROM files"))
        .containsExactly(List.of("20"));
  }

  @Test
  void aKeyThatIsToBeUniqueCountsItsVersions() throws Exception {
    String[] rows = {
      order("O-1", 1, "01:00", 0), order("O-1", 1, "02:00", 1), order("O-2", 1, "01:00", 2)
    };

    ProcessedBucket warned = run("{ name: once, unique: [order_id], severity: warn }", ALL, rows);
    assertThat(warned.duplicates()).isEqualTo(1);
    assertThat(warned.rules())
        .containsExactly(new BrokenRule("once", Severity.WARN, 1, List.of(OBJECT + "#0")));

    ProcessedBucket rejected =
        run("{ name: once, unique: [order_id], severity: reject }", ALL, rows);
    assertThat(rejected.duplicates()).isZero();
    assertThat(rejected.invalid()).isEqualTo(1);
    assertThat(rejected.rowsOut()).isEqualTo(2);
  }

  @Test
  void nullIsLikeNothingElse() throws Exception {
    ProcessedBucket counts =
        run(
            "{ name: one_status, unique: [status, customer], severity: fail }",
            ALL,
            order("O-1", 1, "01:00", 0),
            order("O-2", 1, "01:00", 1));

    assertThat(counts.rules()).isEmpty();
  }

  @Test
  void samplesAreTheFirstPositionsAndNoMoreThanFive() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rows.add(order("O-" + i, 666, "01:00", 8 - i));
    }

    ProcessedBucket counts = run("{ name: any, sql: \"true\" }", ALL, rows.toArray(String[]::new));

    assertThat(counts.rules())
        .containsExactly(
            new BrokenRule(
                "customer_is_known",
                Severity.FAIL,
                9,
                List.of(
                    OBJECT + "#0", OBJECT + "#1", OBJECT + "#2", OBJECT + "#3", OBJECT + "#4")));
  }

  @Test
  void findsTheNewestTimestampOfWrittenRows() throws Exception {
    ProcessedBucket counts =
        run(
            "{ name: fresh, fresh: { column: updated_at, within: 1h } }",
            ALL,
            order("O-1", 1, "01:00", 0),
            order("O-2", 1, "02:00", 1),
            order("bad", 1, "23:00", 2));

    assertThat(counts.newest())
        .containsExactly(Map.entry("updated_at", Instant.parse("2026-11-22T02:00:00Z")));
    assertThat(run("{ name: f, fresh: { column: updated_at, within: 1h } }", ALL).newest())
        .as("of no row")
        .isEmpty();
  }

  @Test
  void theAuditFindsARowThatWasLostAndAValueThatWasChanged() throws Exception {
    TableDefinition orders = SampleDefinitions.orders();
    Path file = tmp.resolve("written.parquet");
    ParquetFile.write(
        file, SampleDefinitions.payments(), List.of(paid(1, 5), paid(2, 6)), Map.of());
    try (DuckDb db = DuckDb.open(MEMORY, 1, tmp.resolve("spill"))) {
      OutputVerifier audit = new OutputVerifier(db, SampleDefinitions.payments());
      List<Path> files = List.of(onlyDeclared(db, file));
      audit.verify(files, rowsOf(file, "true"), 2);
      assertThatThrownBy(() -> audit.verify(files, rowsOf(file, "true"), 3))
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("rows: expected 3, found 2");
      assertThatThrownBy(() -> audit.verify(files, rowsOf(file, "payment_id = 1"), 1))
          .hasMessageContaining("rows: expected 1, found 2");
      assertThatThrownBy(
              () ->
                  audit.verify(
                      files,
                      Sql.ofDefinition(
                          rowsOf(file, "true")
                              .toString()
                              .replace(", paid", ", paid + (payment_id = 2)::INT AS paid")),
                      2))
          .hasMessageContaining("sum of column paid: expected");
      assertThatThrownBy(() -> audit.verify(List.of(), rowsOf(file, "true"), 2))
          .hasMessageContaining("rows: expected 2, found 0");
      assertThatThrownBy(
              () -> new OutputVerifier(db, orders).verify(files, rowsOf(file, "true"), 2))
          .hasMessageContaining("columns: expected");
    }
  }

  private static Path onlyDeclared(DuckDb db, Path file) {
    Path written = file.resolveSibling("declared.parquet");
    db.execute(
        "copy",
        Sql.of(
            "COPY ({rows}) TO {file}",
            Map.of("rows", rowsOf(file, "true"), "file", Sql.file(written))));
    return written;
  }

  private static Sql rowsOf(Path file, String where) {
    return Sql.of(
        "SELECT payment_id, order_id, paid FROM read_parquet({file}) WHERE {where}",
        Map.of("file", Sql.file(file), "where", Sql.ofDefinition(where)));
  }

  private static String paid(int id, int amount) {
    return "{\"payment_id\": %d, \"order_id\": \"O\", \"paid\": %d}".formatted(id, amount);
  }

  private static String order(String id, int customer, String time, int line) {
    return ("{\"order_id\": \"%s\", \"customer\": %d, \"amount\": 1, \"updated_at\":"
            + " \"2026-11-22T%s:00Z\", \"_partition\": 0, \"_file_offset\": 0, \"_line\": %d}")
        .formatted(id, customer, time, line);
  }

  private ProcessedBucket run(String rule, HashBucket bucket, String... rows) throws Exception {
    TableDefinition table =
        SampleDefinitions.with(
                "tables/orders.yaml",
                SampleDefinitions.text("tables/orders.yaml") + "  - " + rule + "\n")
            .table("orders")
            .orElseThrow();
    Path folder = Files.createTempDirectory(tmp, "work");
    Path first = folder.resolve("a.parquet");
    Path second = folder.resolve("b.parquet");
    ParquetFile.write(first, table, List.of(rows).subList(0, rows.length / 2), Map.of());
    ParquetFile.write(second, table, List.of(rows).subList(rows.length / 2, rows.length), Map.of());
    try (DuckDb db = DuckDb.open(MEMORY, 2, folder.resolve("spill"))) {
      return new BucketProcessor(db, table, List.of("updated_at"), List.of(first, second))
          .run(
              bucket,
              () -> Map.of(new ObjectPosition(0, 0), OBJECT),
              Files.createDirectory(folder.resolve("out")));
    }
  }
}
