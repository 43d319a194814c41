package dev.kcompact.finalizer.finalize;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.MemoryPartitions;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments that refer to orders of the same day or of earlier days. */
class ReferenceLoaderTest {
  private static final Supplier<PartitionCatalog> NOT_ASKED =
      () -> {
        throw new AssertionError("the catalog was called");
      };

  @TempDir Path tmp;
  private DayFixture day;
  private long token = 7;

  @BeforeEach
  void makeDay() {
    day = DayFixture.inFolders(tmp);
    day.compact(
        "orders",
        day.raw("orders", 0),
        DayFixture.order("O-1", "10.00", 0, 0),
        DayFixture.order("O-2", "10.00", 0, 1),
        DayFixture.corrupt(0, 2));
    day.compact(
        "payments",
        day.raw("payments", 0),
        DayFixture.payment(1, "O-1", "4.00", 0, 0),
        DayFixture.payment(2, "O-9", "6.50", 0, 1),
        "{\"payment_id\": 3, \"paid\": 1, \"_partition\": 0, \"_file_offset\": 0, \"_line\": 2}");
  }

  @Test
  void aRecordOfTheDayIsFoundAndNullIsSatisfied() {
    TableResult result = payments("{table: orders, columns: {order_id: order_id}}", NOT_ASKED);

    assertThat(result.rules())
        .containsExactly(
            new BrokenRule(
                "order_is_known",
                Severity.REJECT,
                1,
                List.of("topics/payments/dt=2026-11-22/payments+0+0000000000.json#1")));
    assertThat(result.rowsOut()).isEqualTo(2);
    assertThat(result.invalid()).isEqualTo(1);
  }

  @Test
  void aRecordOfAPublishedDayBeforeIsFoundWithinTheWindow() throws Exception {
    MemoryPartitions catalog = new MemoryPartitions();
    String key = "processed/sales/orders/dt=2026-11-20/run=x/";
    Path file = tmp.resolve("earlier.parquet");
    ParquetFile.write(
        file, SampleDefinitions.orders(), List.of(DayFixture.order("O-9", "1", 0, 0)), Map.of());
    day.lake.upload(file, key + "part.parquet");
    catalog.partitions.put(
        "test_sales.orders/2026-11-20", new Target(day.lake.root() + key, Map.of()));

    String days = "{table: orders, columns: {order_id: order_id}, days: %d}";
    assertThat(payments(days.formatted(2), () -> catalog).rules()).isEmpty();
    assertThat(payments(days.formatted(1), () -> catalog).rules()).hasSize(1);
  }

  @Test
  void aKeyThatWasDeclaredAfterTheFileWasCompactedIsFound() {
    String order = DayFixture.order("O-3", "1.00", 5, 0);
    day.compact(
        "orders",
        "late.parquet",
        day.raw("orders", 5),
        order.replaceFirst("}$", ", \"_rescued\": \"{\\\\\"ref\\\\\":\\\\\"O-9\\\\\"}\"}"));
    String schema = SampleDefinitions.text("schemas/orders.schema.json");
    Stores.open(day.settings.tables())
        .put(
            "schemas/orders.schema.json",
            schema.replaceFirst(
                "\"properties\": \\{", "\"properties\": {\"ref\": {\"type\": \"string\"},"));

    assertThat(
            payments("{table: orders, columns: {order_id: ref}}", NOT_ASKED).rules().stream()
                .flatMap(rule -> rule.samples().stream()))
        .as("all but the payment of O-9, and that without an order")
        .containsExactly("topics/payments/dt=2026-11-22/payments+0+0000000000.json#0");
  }

  @Test
  void aKeyInsideAColumnIsFoundInFilesOfTheDayAndOfDaysBefore() throws Exception {
    String order = DayFixture.order("O-3", "1.00", 5, 0);
    day.compact(
        "orders",
        "nested.parquet",
        day.raw("orders", 5),
        order.replaceFirst("}$", ", \"address\": {\"city\": \"O-1\"}}"));
    MemoryPartitions catalog = new MemoryPartitions();
    String key = "processed/sales/orders/dt=2026-11-21/run=x/";
    Path file = tmp.resolve("earlier.parquet");
    ParquetFile.write(
        file,
        SampleDefinitions.orders(),
        List.of(order.replaceFirst("}$", ", \"address\": {\"city\": \"O-9\"}}")),
        Map.of());
    day.lake.upload(file, key + "part.parquet");
    catalog.partitions.put(
        "test_sales.orders/2026-11-21", new Target(day.lake.root() + key, Map.of()));

    String rule = "{table: orders, columns: {order_id: /address/city}, days: %d}";
    assertThat(payments(rule.formatted(0), () -> catalog).rules())
        .flatExtracting(BrokenRule::samples)
        .as("all but the payments of O-1 and without an order")
        .containsExactly("topics/payments/dt=2026-11-22/payments+0+0000000000.json#1");
    assertThat(payments(rule.formatted(1), () -> catalog).rules()).isEmpty();
  }

  @Test
  void refusesAPartitionOutsideOfTheLake() {
    MemoryPartitions catalog = new MemoryPartitions();
    catalog.partitions.put("test_sales.orders/2026-11-21", new Target("s3://elsewhere/", Map.of()));

    assertThatThrownBy(
            () ->
                payments("{table: orders, columns: {order_id: order_id}, days: 1}", () -> catalog))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("outside the lake: s3://elsewhere/");
  }

  @Test
  void severalColumnsAreComparedTogether() {
    String pair = "{table: payments, columns: {order_id: order_id, payment_id: payment_id}}";

    assertThat(payments(pair, NOT_ASKED).rules()).as("every row finds itself").isEmpty();
  }

  private TableResult payments(String references, Supplier<PartitionCatalog> catalog) {
    Stores.open(day.settings.tables())
        .put(
            "tables/payments.yaml",
            SampleDefinitions.text("tables/payments.yaml")
                + "rules:\n  - { name: order_is_known, references: "
                + references
                + " }\n");
    RunRef run = RunRef.of(DAY, token++);
    new PlanHandler(day.settings)
        .handle(
            new PlanHandler.Request(DAY, run.run(), run.token(), 0, 1, 1, null, null),
            () -> Duration.ofHours(1));
    new FinalizeHandler(day.settings, catalog)
        .handle(
            new FinalizeHandler.Request(DAY, run.run(), run.token(), "s-0000", null),
            () -> Duration.ofHours(1));
    return new RunDocuments(day.lake, run)
        .find(TableResult.name("s-0000", new HashBucket("payments", 0, 1)), TableResult.class)
        .orElseThrow();
  }
}
