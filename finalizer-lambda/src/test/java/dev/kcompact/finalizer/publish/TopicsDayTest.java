package dev.kcompact.finalizer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.finalizer.clean.CleanHandler;
import dev.kcompact.finalizer.clean.Progress;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.PlanDocument.UnownedFolder;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.PublishedDay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of topics without a definition, from plan to clean-up, and a definition that comes later.
 */
class TopicsDayTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant DUE = Instant.parse("2027-01-22T00:00:00Z");
  private static final String ANY =
      """
      table: any_{topic}
      domain: raw
      source: { topic: '*', prefix: topics/ }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: any
      rules: [{ name: is_object, sql: "json_type(record) = 'OBJECT'", severity: reject }]
      clean-up: { action: delete, after: 10d }
      """;
  private static final String DEFINED =
      """
      table: stock
      domain: sales
      source: { topic: stock.v1, prefix: topics/stock.v1/ }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: any
      clean-up: { action: delete, after: 10d }
      """;

  @TempDir Path tmp;
  private PublishedDay published;
  private DayFixture day;
  private ObjectStore tables;

  @BeforeEach
  void makeDay() {
    published = new PublishedDay(tmp);
    day = published.day;
    day.completeDay();
    tables = Stores.open(day.settings.tables());
    tables.put("tables/any.yaml", ANY);
    TopicTables topics = TopicTables.NONE;
    for (String topic : List.of("stock.v1", "stock-v1", "orders")) {
      topics =
          Definitions.load(tables, day.lake)
              .assign(topics, List.of("topics/" + topic + "/"), SEEN)
              .topics();
    }
    day.lake.put(TopicTables.KEY, topics.toJson());
  }

  private BaseTable table(String name) {
    TableCatalog catalog = Definitions.load(tables, day.lake);
    return catalog.baseTable(name).orElseThrow();
  }

  private static String row(String record, int offset, int line) {
    return ("{\"record\": \"%s\", \"_partition\": 0, \"_file_offset\": %d, \"_line\": %d}")
        .formatted(record.replace("\"", "\\\""), offset, line);
  }

  private List<StoredObject> compact(String table, String topic, int offset) {
    List<StoredObject> objects = day.raw(topic, offset);
    compact(table, objects, offset);
    return objects;
  }

  private void compact(String table, List<StoredObject> objects, int offset) {
    BaseTable definition = table(table);
    day.compact(
        definition,
        "part-" + offset + ".parquet",
        Map.of(DefinitionStamp.FOOTER_KEY, DefinitionStamp.of(definition).encode()),
        objects,
        row("{\"a\": 1}", offset, 0),
        row("{\"a\": 1}", offset, 1),
        row("17", offset, 2));
  }

  private Progress clean() {
    return new CleanHandler(day.settings, published.catalog, () -> DUE)
        .handle(new CleanHandler.Request(false, null), () -> Duration.ofMinutes(15))
        .progress();
  }

  private PlanDocument plan(RunRef run) {
    return new RunDocuments(day.lake, run)
        .find(PlanDocument.NAME, PlanDocument.class)
        .orElseThrow();
  }

  private String other() {
    return Definitions.load(tables, day.lake)
        .ownerOf("topics/stock-v1/x.json")
        .orElseThrow()
        .name();
  }

  @Test
  void topicsGoThroughTheDayAsTablesDo() {
    compact("any_stock_v1", "stock.v1", 0);
    compact(other(), "stock-v1", 5);
    day.source.put("topics/unseen/dt=2026-11-22/unseen+0+0.json", "{}");

    RunRef run = published.publish(7);

    assertThat(other()).matches("any_stock_v1_[0-9a-f]{8}");
    assertThat(plan(run).tables())
        .extracting(TablePlan::table)
        .containsExactly("any_stock_v1", other(), "orders", "payments");
    assertThat(plan(run).unowned())
        .extracting(UnownedFolder::folder)
        .containsExactly("topics/unseen/");
    assertThat(published.catalog.partitions)
        .containsKeys(
            "test_raw.any_stock_v1/2026-11-22",
            "test_raw." + other() + "/2026-11-22",
            "test_ledger.any_stock_v1/2026-11-22",
            "test_sales.orders/2026-11-22");
    // Equal records are rows of their own, for nothing says that they are one.
    assertThat(published.catalog.partitions.get("test_raw.any_stock_v1/2026-11-22").parameters())
        .containsEntry("kcompact.rows", "2");
    assertThat(published.catalog.tables.get("test_raw.any_stock_v1").columns())
        .contains(new Column("record", "string"));
    assertThat(clean().objects()).isEqualTo(2);
    assertThat(day.source.list("topics/stock.v1/")).isEmpty();
    assertThat(published.plan(8).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
  }

  @Test
  void aDefinitionTakesOverAndTheOldTableIsNotExpected() {
    List<StoredObject> first = compact("any_stock_v1", "stock.v1", 0);
    published.publish(7);
    tables.put("tables/stock.yaml", DEFINED);
    assertThat(published.plan(8).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
    assertThat(clean().objects()).as("the new table has proven nothing").isZero();
    compact("stock", first, 0);
    compact("stock", "stock.v1", 3);

    RunRef run = published.publish(9);

    assertThat(plan(run).tables())
        .extracting(TablePlan::table)
        .contains("stock")
        .doesNotContain("any_stock_v1");
    assertThat(published.catalog.partitions)
        .containsKeys("test_raw.any_stock_v1/2026-11-22", "test_sales.stock/2026-11-22");
    assertThat(clean().objects()).isEqualTo(2);
    assertThat(day.source.list("topics/stock.v1/")).isEmpty();
  }

  @Test
  void nothingIsRemovedThatAnOldTablesFilesContradict() {
    List<StoredObject> first = compact("any_stock_v1", "stock.v1", 0);
    compact("any_stock_v1", first, 1);
    tables.put("tables/stock.yaml", DEFINED);
    compact("stock", first, 0);
    published.publish(9);

    Progress progress = clean();

    assertThat(progress.objects()).isZero();
    assertThat(progress.refused())
        .anySatisfy(
            why ->
                assertThat(why)
                    .isEqualTo(
                        "stock of 2026-11-22: the files of any_stock_v1, which has no definition any"
                            + " more, do not prove them (1 duplicated, 0 changed)"));
    assertThat(day.source.list("topics/stock.v1/")).hasSize(1);
  }
}
