package dev.kcompact.job.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.job.ForwardingStore;
import dev.kcompact.job.discovery.InMemoryListing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicDiscoveryTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final JobTables TABLES =
      new JobTables(
          new DefinitionFiles(
              Map.of(
                  "tables/any.yaml",
                  """
                  table: any_{topic}
                  domain: raw
                  source: { topic: '*', prefix: topics/ }
                  day: { from: path }
                  schema: any
                  """)));

  @TempDir Path folder;
  private final InMemoryListing source = new InMemoryListing();

  /** Writes, and then says that it failed. */
  private static final class LostResponse extends ForwardingStore {
    private boolean isLost = true;

    LostResponse(ObjectStore store) {
      super(store);
    }

    @Override
    public Optional<String> write(String key, byte[] content, @Nullable String replaces)
        throws IOException {
      Optional<String> written = super.write(key, content, replaces);
      if (isLost) {
        isLost = false;
        throw new IOException("Failed to write object: " + root() + key + ": connection reset");
      }
      return written;
    }
  }

  private ObjectStore lake() {
    return ObjectStores.of(StoreOptions.DEFAULTS)
        .open(StorageLocation.ofFolder(folder), kind -> {});
  }

  private TopicDiscovery discovery(ObjectStore lake) {
    return new TopicDiscovery(TABLES.catalog(), source, lake, Duration.ofHours(1));
  }

  private void put(String topic) {
    source.put("topics/" + topic + "/" + topic + "+0+1.json", 10, NOW);
  }

  @Test
  void aWriteWhoseResponseIsLostIsReadAgain() throws Exception {
    put("a");
    TopicDiscovery discovery = discovery(new LostResponse(lake()));
    discovery.load();

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> discovery.discover(NOW, false));
    assertThat(discovery.catalog().baseTables()).isEmpty();
    assertThat(discovery.load()).isTrue();
    put("b");
    assertThat(discovery.discover(NOW.plusSeconds(1), false)).isTrue();
    assertThat(discovery.catalog().baseTables())
        .extracting(BaseTable::name)
        .containsExactly("any_a", "any_b");
  }

  @Test
  void whatAnotherJobHasWrittenIsNotReplaced() throws Exception {
    TopicDiscovery discovery = discovery(lake());
    discovery.load();
    TopicDiscovery other = discovery(lake());
    put("a");
    other.discover(NOW, false);
    put("b");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> discovery.discover(NOW, false))
        .withMessageStartingWith("Another job has written it: ");
    assertThat(discovery.discover(NOW.plusSeconds(1), false)).isTrue();
    assertThat(discovery.catalog().baseTables()).hasSize(2);
  }

  @Test
  void topicsAreListedOnceAMinuteAndInEachFullScan() throws Exception {
    put("a");
    TopicDiscovery discovery = discovery(lake());
    discovery.load();
    discovery.discover(NOW, false);
    source.takeRequests();

    assertThat(discovery.discover(NOW.plusSeconds(59), false)).isFalse();
    assertThat(source.takeRequests()).isEmpty();
    assertThat(discovery.discover(NOW.plusSeconds(59), true)).isFalse();
    assertThat(source.takeRequests()).containsExactly("directories topics/");
    put("b");
    assertThat(discovery.discover(NOW.plusSeconds(119), false)).isTrue();
    assertThat(discovery.takeRequests()).isEqualTo(3);
    assertThat(discovery.takeRequests()).isZero();
  }

  @Test
  void aDamagedDocumentStopsTheJob() throws Exception {
    lake().write(TopicTables.KEY, "{\"version\":2}".getBytes(UTF_8), null);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> discovery(lake()).load())
        .withMessageContaining("topics.json: version of")
        .withMessageEndingWith("restore an earlier version of it");
  }

  @Test
  void aTaskDerivesTheTableFromTheKeysOfItsGroup() {
    BaseTable table = TABLES.baseTable("any_a_b", "topics/A.b/year=2026/A.b+0+1.json");

    assertThat(table).isEqualTo(TABLES.catalog().wildcards().get(0).table("any_a_b", "A.b"));
    assertThat(table.topic()).isEqualTo("A.b");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> TABLES.baseTable("orders", "other/orders/orders+0+1.json"))
        .withMessageStartingWith("Base table is missing: orders; restore its definition");
  }
}
