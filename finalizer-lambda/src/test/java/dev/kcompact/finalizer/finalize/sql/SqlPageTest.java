package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.ReferenceSql;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/sql.md lists the tables and views that the buckets of a base and a derived table have. */
class SqlPageTest {
  private static final Path PAGE = Path.of("..", "docs", "sql.md");
  private static final Pattern TABLE = Pattern.compile("## \\d+\\. `(.+)` \\((.+)\\)");
  private static final Pattern COLUMN = Pattern.compile("\\| `(.+?)` \\| `?(.+?)`? \\| .+ \\|");
  private static final String AS_DECLARED = "as declared";
  private static final String RULES =
      """
        - { name: is_paid, references: {table: payments, columns: {order_id: order_id}} }
        - { name: one_order_a_customer, unique: [customer], severity: warn }
        - { name: recent, fresh: { column: updated_at, within: 1h } }
      """;

  private record Column(String table, String kind, String name, String type) {
    /** Whether this column of the page describes an existing one. */
    boolean describes(Column actual) {
      return matches(table, actual.table)
          && kind.equals(actual.kind)
          && matches(name, actual.name)
          && (type.equals(AS_DECLARED) || type.equals(actual.type));
    }

    private static boolean matches(String pattern, String name) {
      return name.matches(
          pattern
              .replaceAll("<n>", "\\\\d+")
              .replace("<input>", "orders|payments")
              .replace("_v_<column>", "_v_.+")
              .replace("<column>", "[^_].*")
              .replace("<rule>", "[^_].*"));
    }
  }

  @TempDir Path tmp;

  @Test
  void listsEveryTableAndColumnAndNoOther() throws Exception {
    Set<Column> actual = new LinkedHashSet<>(columnsOfABaseTable());
    actual.addAll(columnsOfADerivedTable());

    List<Column> page = page();
    assertThat(page)
        .allSatisfy(column -> assertThat(actual).as("exists").anyMatch(column::describes));
    assertThat(actual)
        .allSatisfy(
            column ->
                assertThat(page)
                    .as("is on the page")
                    .anyMatch(documented -> documented.describes(column)));
  }

  private static List<Column> page() throws Exception {
    List<Column> columns = new ArrayList<>();
    String table = "";
    String kind = "";
    for (String line : Files.readAllLines(PAGE)) {
      Matcher heading = TABLE.matcher(line);
      Matcher column = COLUMN.matcher(line);
      if (heading.matches()) {
        table = heading.group(1);
        kind = heading.group(2);
      } else if (column.matches()) {
        columns.add(new Column(table, kind, column.group(1), column.group(2)));
      }
    }
    return columns;
  }

  private List<Column> columnsOfABaseTable() throws Exception {
    TableCatalog catalog =
        SampleDefinitions.with(
            "tables/orders.yaml", SampleDefinitions.text("tables/orders.yaml") + RULES);
    BaseTable orders = (BaseTable) catalog.table("orders").orElseThrow();
    BaseTable payments = (BaseTable) catalog.table("payments").orElseThrow();
    Path file = tmp.resolve("orders.parquet");
    ParquetFile.write(
        file,
        orders,
        List.of(DayFixture.order("O-1", "1.00", 0, 0), DayFixture.corrupt(0, 1)),
        Map.of());
    Path old = tmp.resolve("old.parquet");
    ParquetFile.write(old, payments, List.of(), Map.of());
    try (DuckDb db = DuckDb.open(256L << 20, 2, tmp.resolve("spill"))) {
      for (var rule : orders.rules()) {
        if (rule instanceof Reference reference) {
          db.execute("create", ReferenceSql.create(reference, payments));
        }
      }
      new BucketProcessor(db, orders, orders.order(), List.of(file, old))
          .run(new HashBucket("orders", 0, 1), Map::of, Files.createDirectory(tmp.resolve("base")));
      return columns(db);
    }
  }

  private List<Column> columnsOfADerivedTable() throws Exception {
    TableCatalog catalog = SampleDefinitions.catalog();
    DerivedTable table = catalog.derivedTables().get(0);
    try (DuckDb db = DuckDb.open(256L << 20, 2, tmp.resolve("spill"))) {
      List<Path> rows =
          new DerivedTableQuery(db, table, catalog)
              .run(Map.of(), Files.createDirectory(tmp.resolve("derived")));
      new BucketProcessor(db, table, List.of(), rows)
          .run(
              new HashBucket(table.name(), 0, 1),
              Map::of,
              Files.createDirectory(tmp.resolve("out")));
      return columns(db);
    }
  }

  private static List<Column> columns(DuckDb db) {
    return db.query(
        "list the columns",
        Sql.of(
            """
            SELECT c.table_name,
              CASE WHEN c.database_name = 'temp' THEN 'temp ' ELSE '' END
                || CASE WHEN v.view_name IS NULL THEN 'table' ELSE 'view' END,
              c.column_name,
              c.data_type
            FROM duckdb_columns() c
            LEFT JOIN duckdb_views() v
              ON v.database_name = c.database_name AND v.view_name = c.table_name
            WHERE NOT c.internal
            """),
        row -> new Column(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
  }
}
