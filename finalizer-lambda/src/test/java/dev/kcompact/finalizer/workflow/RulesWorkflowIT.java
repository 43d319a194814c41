package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.publish.glue.GluePartitionCatalog;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Every kind of rule, and schema changes, through the deployed state machine. */
@Tag("full")
class RulesWorkflowIT {
  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void aReferenceIsFoundInTheDayAndInAPublishedDayBefore() throws Exception {
    workflow.day.compact(
        "orders", workflow.day.raw("orders", 0), DayFixture.order("O-1", "10.00", 0, 0));
    workflow.day.compact(
        "payments",
        workflow.day.raw("payments", 0),
        DayFixture.payment(1, "O-1", "4.00", 0, 0),
        DayFixture.payment(2, "O-7", "6.50", 0, 1),
        DayFixture.payment(3, "O-9", "1.00", 0, 2));
    define(
        "tables/payments.yaml",
        SampleDefinitions.text("tables/payments.yaml")
            + """
            rules:
              - { name: order_is_known, references: { table: orders, columns: { order_id: order_id }, days: 2 } }
              - { name: one_order, unique: [order_id], severity: warn }
            """);
    publishedBefore("2026-11-20", DayFixture.order("O-7", "1.00", 0, 0));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(workflow.catalog.published("SELECT payment_id FROM files ORDER BY 1", "payments"))
        .containsExactly(List.of("1"), List.of("2"));
    assertThat(document("checks.json"))
        .contains("\"rule\":\"order_is_known\"", "payments+0+0000000000.json#2")
        .doesNotContain("one_order", "O-9");
  }

  @Test
  void aStaleDayAndAnUnusualOneAreRejectedAndTheDayBeforeStays() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");
    String orders = SampleDefinitions.text("tables/orders.yaml");
    define(
        "tables/orders.yaml",
        orders + "  - { name: fresh, fresh: { column: updated_at, within: 1h } }\n");

    DescribeExecutionResponse stale = workflow.run();

    assertThat(stale.error()).isEqualTo("DayRejected");
    assertThat(stale.cause())
        .isEqualTo(
            "orders: rule fresh (fail) is broken: the newest updated_at is 2026-11-22T01:00:00Z,"
                + " expected 2026-11-22T23:00:00Z or later (notified)");
    assertThat(workflow.catalog.location("orders")).isEqualTo(before);

    define("tables/orders.yaml", orders + "  - { name: usual, rows: { days: 3 } }\n");
    publishedBefore("2026-11-21", DayFixture.order("O-7", "1.00", 0, 0));
    assertThat(workflow.run().status())
        .as("2 rows after a day with 1 are usual")
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    String usual = workflow.catalog.location("orders");
    publishedBefore("2026-11-20", "20");
    publishedBefore("2026-11-19", "30");
    DescribeExecutionResponse unusual = workflow.run();

    assertThat(unusual.cause())
        .isEqualTo(
            "orders: rule usual (fail) is broken: there are 2 rows, expected 10.0 to 40, from the"
                + " median of 3 published days (notified)");
    assertThat(workflow.catalog.location("orders")).isEqualTo(usual);
    assertThat(workflow.incidents()).containsOnlyKeys("kcompact/orders/2026-11-22");
  }

  @Test
  void aTableEvolvesByANewColumnAndRefusesAnotherType() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String schema = SampleDefinitions.text("schemas/payments.schema.json");
    define(
        "schemas/payments.schema.json",
        schema
            .replace("\"x-precision\": 10", "\"x-precision\": 14")
            .replace("\"order_id\": {", "\"channel\": {\"type\": \"string\"}, \"order_id\": {"));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(shape("test_finance", "payments").columns())
        .containsExactly(
            new Column("payment_id", "bigint"),
            new Column("order_id", "string"),
            new Column("paid", "decimal(14,2)"),
            new Column("channel", "string"));
    assertThat(
            workflow.catalog.published(
                "SELECT payment_id, channel FROM files ORDER BY 1", "payments"))
        .containsExactly(List.of("1", "null"), List.of("2", "null"));
    String before = workflow.catalog.location("payments");
    define(
        "schemas/payments.schema.json",
        schema.replace(
            "\"payment_id\": {\"type\": \"integer\"}", "\"payment_id\": {\"type\": \"number\"}"));

    assertThat(workflow.run().cause()).contains("payment_id cannot change from bigint to double");
    assertThat(workflow.catalog.location("payments")).isEqualTo(before);
  }

  private void define(String file, String text) {
    Stores.open(workflow.day.settings.tables()).put(file, text);
  }

  private String document(String name) {
    String key =
        workflow.day.lake.list("_kcompact/runs/2026-11-22/").stream()
            .map(object -> object.key())
            .filter(each -> each.endsWith("/" + name))
            .findFirst()
            .orElseThrow();
    return workflow.day.lake.text(key).orElseThrow();
  }

  private static TableShape shape(String database, String table) {
    return GluePartitionCatalog.open().find(database, table).orElseThrow();
  }

  /** Publishes an earlier day of orders: of one row, or of a number of rows without files. */
  private void publishedBefore(String day, String row) throws Exception {
    String key = "processed/sales/orders/dt=" + day + "/run=earlier/";
    boolean isRow = row.startsWith("{");
    if (isRow) {
      Path file = workflow.tmp.resolve(day + ".parquet");
      ParquetFile.write(file, SampleDefinitions.orders(), List.of(row), Map.of());
      workflow.day.lake.upload(file, key + "part.parquet");
    }
    TableShape shape =
        TableShape.of(SampleDefinitions.orders(), "s3://lake/processed/sales/orders/");
    GluePartitionCatalog catalog = GluePartitionCatalog.open();
    catalog.create("test_sales", "orders", shape);
    catalog.point(
        "test_sales",
        "orders",
        shape,
        Map.of(
            day,
            new Target(
                workflow.day.lake.root() + key, Map.of("kcompact.rows", isRow ? "1" : row))));
  }
}
