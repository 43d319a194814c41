package dev.kcompact.finalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  @TempDir Path tmp;

  @Test
  void loadsWhatIsThereAndReadsOverTheRest() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp));
    SampleDefinitions.files().forEach(store::put);
    store.put("README.md", "not a definition");

    assertThat(Definitions.load(store).tables())
        .extracting(TableDefinition::name)
        .containsExactly("orders", "paid_orders", "payments");
  }

  @Test
  void namesEveryMistakeAndWhereItLies() {
    ObjectStore store = Stores.open(StorageLocation.ofFolder(tmp));
    SampleDefinitions.files().forEach(store::put);
    store.put("tables/orders.yaml", "table: orders\ndomain: sales\n");
    store.put("tables/payments.yaml", "table: [");

    assertThatThrownBy(() -> Definitions.load(store))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("tables/orders.yaml")
        .hasMessageContaining("tables/payments.yaml")
        .hasMessageContaining("in " + store.root());
  }
}
