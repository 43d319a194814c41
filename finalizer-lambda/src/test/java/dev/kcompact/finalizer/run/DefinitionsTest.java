package dev.kcompact.finalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  @TempDir Path tmp;

  @Test
  void loadsWhatIsThereAndReadsOverTheRest() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp));
    SampleDefinitions.files().forEach(store::put);
    store.put("README.md", "not a definition");

    assertThat(Definitions.load(store, store).tables())
        .extracting(TableDefinition::name)
        .containsExactly("orders", "paid_orders", "payments");
  }

  @Test
  void namesEveryMistakeAndWhereItLies() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp));
    SampleDefinitions.files().forEach(store::put);
    store.put("tables/orders.yaml", "table: orders\ndomain: sales\n");
    store.put("tables/payments.yaml", "table: [");

    assertThatThrownBy(() -> Definitions.load(store, store))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("tables/orders.yaml")
        .hasMessageContaining("tables/payments.yaml")
        .hasMessageContaining("in " + store.root());
  }

  @Test
  void topicsHaveTheTablesOfTheLakesDocument() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp.resolve("conf")));
    ObjectStore lake = Stores.open(StorageLocation.ofFolder(tmp.resolve("lake")));
    SampleDefinitions.files().forEach(store::put);
    store.put(
        "tables/any.yaml",
        """
        table: any_{topic}
        domain: raw
        source: { topic: '*', prefix: topics/ }
        day: { from: path }
        schema: any
        """);

    assertThat(Definitions.load(store, lake).baseTables()).hasSize(2);
    lake.put(
        TopicTables.KEY,
        TopicTables.NONE
            .with(
                new TopicTables.Entry(
                    "topics/", "Stock.v1", "any_stock_v1", Instant.parse("2026-11-30T10:00:00Z")))
            .toJson());
    assertThat(Definitions.load(store, lake).baseTables())
        .extracting(TableDefinition::name)
        .containsExactly("any_stock_v1", "orders", "payments");
    lake.put(TopicTables.KEY, "{}");
    assertThatThrownBy(() -> Definitions.load(store, lake))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("_kcompact/job/topics.json: version of");
  }
}
