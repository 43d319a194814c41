package dev.kcompact.cli.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.CapturedRun;
import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.check.CompactedFile;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolveCommandTest {
  private static final String DEFINITION =
      """
      # Kept as it is.
      table: orders
      domain: shop
      source: { topic: orders, prefix: topics/orders/, naming: confluent }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: schemas/orders.schema.json   # and this
      key: [id]
      """;

  private static final String SCHEMA =
      """
      {
        "type": "object",
        "required": ["id", "status"],
        "properties": {
          "id": { "type": "integer" },
          "status": { "type": "string", "enum": ["NEW", "PAID"] },
          "ship": { "type": "object", "properties": { "city": { "type": "string" } } },
          "by": { "type": "object", "additionalProperties": { "type": "integer" } }
        }
      }
      """;

  @TempDir Path tmp;
  private int files;

  @BeforeEach
  void define() throws IOException {
    Files.createDirectories(tmp.resolve("conf/tables"));
    Files.createDirectories(tmp.resolve("conf/schemas"));
    Files.createDirectories(tmp.resolve("lake"));
    Files.writeString(tmp.resolve("conf/tables/orders.yaml"), DEFINITION);
    Files.writeString(schemaFile(), SCHEMA);
  }

  private Path schemaFile() {
    return tmp.resolve("conf/schemas/orders.schema.json");
  }

  private BaseTable table() {
    DefinitionFiles definitions = DefinitionFiles.readFolder(tmp.resolve("conf"));
    return TableCatalog.load(definitions).baseTables().get(0);
  }

  private void compacted(int day, String... records) throws Exception {
    String folder = "dt=2026-11-" + day + "/";
    CompactedFile.write(
        tmp.resolve("lake/compacted/orders/" + folder + "part-" + files + ".parquet"),
        table(),
        "topics/orders/%sorders+0+%010d.json".formatted(folder, 1000 * files++),
        String.join("\n", records));
  }

  private CapturedRun evolve(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evolve",
                "--lake",
                "file://" + tmp.resolve("lake") + "/",
                "--tables",
                tmp.resolve("conf").toString(),
                "--work",
                tmp.resolve("work").toString()));
    arguments.addAll(List.of(more));
    return CapturedRun.of(arguments.toArray(String[]::new));
  }

  /** From unknown fields to a column that has its values, in files that were written before. */
  @Test
  void theNextFinalizationHasTheNewColumns() throws Exception {
    compacted(
        21,
        "{\"id\":1,\"status\":\"NEW\",\"coupon\":\"A-1\",\"points\":5,\"paid_at\":\"2026-11-21T10:00:00.123456Z\"}",
        "{\"id\":2,\"status\":\"NEW\",\"points\":-7,\"price\":12.50,\"order-ref\":\"x\"}");
    compacted(
        21,
        "{\"id\":3,\"status\":\"PAID\",\"coupon\":null,\"price\":0.1,\"box\":{\"w\":1,\"tags\":[\"a\"]}}");
    String before = Files.readString(schemaFile());

    CapturedRun shown = evolve();
    assertThat(shown.exit()).as(shown.all()).isZero();
    assertThat(Files.readString(schemaFile())).isEqualTo(before);
    CapturedRun run = evolve("--write");

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("--- a/schemas/orders.schema.json", "+    \"coupon\": ", "new column order_ref")
        .doesNotContain("A-1");
    assertThat(table().schema().columns())
        .extracting(field -> field.name())
        .containsExactly(
            "id",
            "status",
            "ship",
            "by",
            "box",
            "coupon",
            "order_ref",
            "paid_at",
            "points",
            "price");
    assertThat(Files.readString(schemaFile()))
        .startsWith(before.substring(0, before.indexOf("\n    \"by\"")));
    assertThat(
            finalized(
                "SELECT id, coupon, points, price::VARCHAR, paid_at::VARCHAR, order_ref, box.w FROM files ORDER BY id"))
        .containsExactly(
            "[1, A-1, 5, null, 2026-11-21 10:00:00.123456+00, null, null]",
            "[2, null, -7, 12.5000, null, x, null]",
            "[3, null, null, 0.1000, null, null, 1]");
    CapturedRun again = evolve();
    assertThat(again.out()).as("files keep their _rescued").contains("files");
  }

  private List<String> finalized(String query) throws Exception {
    List<String> found = new ArrayList<>();
    try (DuckDb db = DuckDb.open(128L << 20, 1, tmp.resolve("spill"));
        var walk = Files.walk(tmp.resolve("lake"))) {
      List<Path> inputs = walk.filter(file -> file.toString().endsWith(".parquet")).toList();
      ProcessedBucket bucket =
          new BucketProcessor(db, table(), table().order(), inputs)
              .run(
                  new HashBucket("orders", 0, 1),
                  Map::of,
                  Files.createDirectories(tmp.resolve("out")));
      assertThat(bucket.invalid()).isZero();
      db.execute(
          "view",
          Sql.of(
              "CREATE VIEW files AS SELECT * FROM read_parquet({files})",
              Map.of("files", Sql.files(bucket.files()))));
      db.forEach(
          "read",
          Sql.ofDefinition(query),
          row -> {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              cells.add(String.valueOf(row.getString(i)));
            }
            found.add(cells.toString());
          });
    }
    return found;
  }

  @Test
  void fieldsThatRecordsLackAreOptional() throws Exception {
    compacted(21, "{\"id\":1}", "{\"status\":\"NEW\"}", "{\"id\":3,\"status\":\"NEW\"}");

    CapturedRun run = evolve("--write");

    assertThat(run.out())
        .contains(
            "status: not required any more: 1 corrupt records of 3, missing_required:/status",
            "id: 1 records lack a part of the key: missing_required:/id",
            "-  \"required\": [\"id\", \"status\"],",
            "+  \"required\": [\"id\"],");
    assertThat(table().schema().column("status").orElseThrow().required()).isFalse();
  }

  @Test
  void valuesOfAnEnumAreProposedOnlyIfShown() throws Exception {
    compacted(21, "{\"id\":1,\"status\":\"SECRET\"}", "{\"id\":2,\"status\":\"NEW\"}");

    CapturedRun run = evolve("--write");
    assertThat(run.all()).doesNotContain("SECRET");
    assertThat(Files.readString(schemaFile())).isEqualTo(SCHEMA);

    CapturedRun shown = evolve("--write", "--show");
    assertThat(shown.out())
        .contains("status: 1 rows of 2 have 1 values that its enum lacks")
        .contains("\"enum\": [\"NEW\", \"PAID\", \"SECRET\"]");
  }

  @Test
  void rareRecordsChangeNothing() throws Exception {
    compacted(21, "{\"id\":1}", "{\"id\":3,\"status\":\"NEW\"}", "{\"id\":4,\"status\":\"NEW\"}");

    assertThat(evolve("--min-share", "50%").out())
        .contains(
            "1 corrupt records of 3: missing_required:/status; too few", "Nothing to change.");
    assertThat(evolve("--min-share", "33%").out()).contains("status: not required any more");
  }

  /** A list's elements have one schema, whatever their index. */
  @Test
  void elementsOfListsAreOneField() throws Exception {
    Files.writeString(
        schemaFile(),
        SCHEMA.replace(
            "\"by\":",
            "\"lines\": { \"type\": \"array\", \"items\": { \"type\": \"object\", \"properties\": {\n"
                + "      \"qty\": { \"type\": \"integer\" } } } },\n    \"by\":"));
    compacted(
        21,
        "{\"id\":1,\"status\":\"NEW\",\"lines\":[{\"qty\":1},{\"qty\":1.5}]}",
        "{\"id\":2,\"status\":\"NEW\",\"lines\":[{\"qty\":1.125}]}",
        "{\"id\":3,\"status\":\"NEW\",\"lines\":[{\"qty\":7,\"sku\":\"x\"}]}");

    CapturedRun run = evolve("--write");

    assertThat(run.out())
        .contains("qty: decimal of 22 digits, 3 of them behind the point: 2 corrupt records of 3")
        .contains("lines/*/sku: new field of a struct, string");
    assertThat(table().schema().columns().get(3).type().toString()).contains("sku", "scale=3");
  }

  @Test
  void structsGrow() throws Exception {
    compacted(21, "{\"id\":1,\"status\":\"NEW\",\"ship\":{\"city\":\"X\",\"zip\":\"1\"}}");

    CapturedRun run = evolve("--write");

    assertThat(run.out()).contains("ship/zip: new field of a struct, string");
    assertThat(table().schema().column("/ship/zip")).isPresent();
  }

  /** The wider type holds the corrupt numbers, and the ones that the files have. */
  @Test
  void numbersGetWiderTypes() throws Exception {
    Files.writeString(
        schemaFile(),
        SCHEMA.replace(
            "\"by\":",
            "\"n\": { \"type\": [\"integer\", \"null\"] },\n    \"price\": { \"type\": \"number\","
                + " \"format\": \"decimal\", \"x-precision\": 4, \"x-scale\": 1 },\n    \"by\":"));
    compacted(
        21,
        "{\"id\":1,\"status\":\"NEW\",\"n\":9223372036854775807,\"price\":1.5}",
        "{\"id\":2,\"status\":\"NEW\",\"n\":1.25}",
        "{\"id\":3,\"status\":\"NEW\",\"price\":12345.678}",
        "{\"id\":1.5,\"status\":\"NEW\"}",
        "{\"id\":\"x\",\"status\":\"NEW\"}");

    CapturedRun run = evolve("--write");

    assertThat(run.out())
        .contains("n: decimal of 21 digits, 2 of them behind the point: 1 corrupt records of 5")
        .contains("price: decimal of 8 digits, 3 of them behind the point")
        .contains("id: 2 corrupt records of 5, wrong_type:/id: no type holds them and the files")
        .contains("\"type\": [\"number\", \"null\"], \"format\": \"decimal\"");
    assertThat(finalized("SELECT id, n::VARCHAR, price::VARCHAR FROM files"))
        .containsExactly("[1, 9223372036854775807.00, 1.500]");
  }

  @Test
  void otherReasonsAreNamed() throws Exception {
    compacted(21, "{\"id\":1,\"status\":5}", "no json", "{\"id\":2,\"status\":\"NEW\"}");

    CapturedRun run = evolve("--write");

    assertThat(run.out())
        .contains(
            "1 corrupt records of 3: wrong_type:/status", "1 corrupt records of 3: malformed_json")
        .contains("Nothing to change.");
  }

  @Test
  void nothingIsAnError() throws Exception {
    CapturedRun empty = evolve();
    assertThat(empty.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(empty.err()).contains("Nothing to read: no committed file of a table in file://");

    compacted(21, "{\"id\":1,\"status\":\"NEW\"}");
    assertThat(evolve("--date", "2026-11-22").exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(evolve("--table", "other").err()).contains("defined are orders");
    assertThat(evolve("--date", "2026-11-21").out()).contains("Nothing to change.");
    assertThat(tmp.resolve("work")).doesNotExist();
  }
}
