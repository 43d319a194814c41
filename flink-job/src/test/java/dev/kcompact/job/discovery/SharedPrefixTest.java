package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.KeyGlob;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectFilter.Names;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.job.Tables;
import dev.kcompact.job.discovery.CommittedObjects.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several tables below one prefix, with other topics' objects and side files among theirs. */
@Tag("full")
class SharedPrefixTest {
  private static final DayRule LAST_MODIFIED = new DayRule.FromLastModified(ZoneOffset.UTC);
  private static final DayRule PATH = new DayRule.FromPath("'dt='yyyy-MM-dd", ZoneOffset.UTC);
  private static final ObjectFilter FILTER =
      new ObjectFilter(List.of(), List.of(KeyGlob.of("**.tmp")), Names.REQUIRED);

  private final InMemoryListing store = new InMemoryListing();
  private final Set<String> committed = new HashSet<>();
  private final CommittedObjects lake =
      (day, object) -> committed.contains(object.key()) ? Status.COMMITTED : Status.NEW;
  private final Map<String, String> foundBy = new TreeMap<>();
  private DiscoveryState state = DiscoveryState.EMPTY;
  private ExcludedObjects excluded = ExcludedObjects.NONE;
  private Instant now = Instant.parse("2026-11-27T00:00:00Z");

  private static BaseTable table(String name, DayRule day) {
    return Tables.below("c/", name, ObjectNaming.CONFLUENT, FILTER, day);
  }

  /** Found objects are committed at once; each must be found once. */
  private void discover(List<BaseTable> tables) throws IOException {
    ObjectDiscovery discovery =
        new ObjectDiscovery(store, tables, DiscoveryTestHarness.OPTIONS, false);
    DiscoveryResult result =
        discovery.discover(state, now, lake, discovery.isFullScanDue(state, now));
    state = result.state();
    excluded = result.excluded();
    List<DiscoveredObject> all = new ArrayList<>(result.newObjects());
    all.addAll(result.lateObjects());
    for (DiscoveredObject object : all) {
      String key = object.object().key();
      assertThat(foundBy.put(key, object.tableDay().table())).as("found before: " + key).isNull();
      committed.add(key);
    }
  }

  private void put(String key) {
    store.put(key, 10, now);
  }

  @Test
  void theMarkOfOneTopicCoversNoOther() throws IOException {
    List<BaseTable> tables = List.of(table("a", LAST_MODIFIED), table("b", LAST_MODIFIED));
    for (int offset = 0; offset < 3_000; offset++) {
      put("c/dt=1/a+0+%010d.json".formatted(offset));
    }
    discover(tables);
    now = now.plusSeconds(600);
    put("c/dt=1/a+0+0000003000.json");
    discover(tables);
    now = now.plusSeconds(5);
    put("c/dt=1/b+0+0000000000.json");
    put("c/dt=1/a+0+0000003001.json");
    put("c/dt=1/a+0+0000003001.keys.json");
    put("c/dt=1/aa+0+0000000000.json");
    discover(tables);

    assertThat(foundBy)
        .hasSize(3_003)
        .containsEntry("c/dt=1/b+0+0000000000.json", "b")
        .containsEntry("c/dt=1/a+0+0000003001.json", "a")
        .doesNotContainKeys("c/dt=1/a+0+0000003001.keys.json", "c/dt=1/aa+0+0000000000.json");
  }

  @Test
  void sideFilesAreCountedByKind() throws IOException {
    put("c/a+0+0000000000.json");
    put("c/a+0+0000000000.keys.json");
    put("c/a+0+0000000000.headers.json");
    put("c/a+0+0000000003.headers.json");
    put("c/a+0+0000000003.tmp");
    put("c/tombstone/a+0+0000000000.keys.json");
    put("c/other+0+0000000000.keys.json");
    discover(List.of(table("a", LAST_MODIFIED), table("b", LAST_MODIFIED)));

    assertThat(foundBy).hasSize(1);
    assertThat(excluded).hasToString("1 keys, 2 headers, 1 tombstones, 1 excluded");
  }

  @Test
  void aSideFileDoesNotRaiseTheMarkOfItsValueFile() throws IOException {
    List<BaseTable> tables = List.of(table("a", LAST_MODIFIED));
    put("c/a+0+0000000000.json");
    put("c/a+0+0000000007.keys.json");
    discover(tables);
    now = now.plusSeconds(600);
    put("c/a+0+0000000005.json");
    put("c/a+0+0000000007.json");
    discover(tables);

    assertThat(foundBy.keySet())
        .containsExactly("c/a+0+0000000000.json", "c/a+0+0000000005.json", "c/a+0+0000000007.json");
  }

  @Test
  void aTableThatIsAddedTakesWhatLiesThereAlready() throws IOException {
    put("c/a+0+0000000000.json");
    put("c/b+0+0000000000.json");
    discover(List.of(table("a", LAST_MODIFIED)));
    now = now.plusSeconds(900);
    discover(List.of(table("a", LAST_MODIFIED)));
    assertThat(foundBy.keySet()).containsExactly("c/a+0+0000000000.json");
    now = now.plusSeconds(5);
    discover(List.of(table("a", LAST_MODIFIED), table("b", LAST_MODIFIED)));

    assertThat(foundBy).containsEntry("c/b+0+0000000000.json", "b");
  }

  @Test
  void aPrefixThatTablesShareIsListedOnceAPass() throws IOException {
    List<BaseTable> tables =
        List.of(table("a", LAST_MODIFIED), table("b", LAST_MODIFIED), table("d", LAST_MODIFIED));
    put("c/x/a+0+0000000000.json");
    discover(tables);
    now = now.plusSeconds(5);
    put("c/x/b+0+0000000000.json");
    store.takeRequests();
    discover(tables);

    assertThat(store.takeRequests().stream().filter("list c/x/"::equals)).hasSize(1);
    assertThat(foundBy).hasSize(2);
  }

  /** Objects come in any order; whatever belongs to a table is found once, by its table. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyObjectIsFoundOnceByItsTable(long seed) throws IOException {
    Random random = new Random(seed);
    List<BaseTable> tables =
        new ArrayList<>(
            List.of(
                table("a", random.nextBoolean() ? PATH : LAST_MODIFIED),
                table("b", random.nextBoolean() ? PATH : LAST_MODIFIED),
                Tables.below(
                    "c/dt=2026-11-27/", "n", ObjectNaming.CONFLUENT, FILTER, LAST_MODIFIED)));
    BaseTable added = table("z", LAST_MODIFIED);
    Map<String, String> expected = new TreeMap<>();
    int[] offsets = new int[8];
    for (int pass = 0; pass < 40; pass++) {
      if (pass == 20) {
        tables.add(added);
      }
      for (int i = random.nextInt(random.nextInt(25) == 0 ? 1_200 : 6); i > 0; i--) {
        int which = random.nextInt(5);
        String topic = List.of("a", "b", "n", "z", "other").get(which);
        int partition = random.nextInt(2);
        String directory =
            "c/dt=2026-11-27/" + List.of("", "hour=0" + pass / 20 + "/").get(random.nextInt(2));
        String key =
            directory + "%s+%d+%010d".formatted(topic, partition, offsets[which] += 1 + partition);
        put(key + ".json");
        if (!topic.equals("other")) {
          expected.put(key + ".json", topic);
        }
        if (random.nextInt(3) == 0) {
          put(key + List.of(".keys.json", ".headers.json", ".tmp").get(random.nextInt(3)));
        }
        if (random.nextInt(9) == 0) {
          put(directory + random.nextInt(1 << 30));
        }
      }
      discover(tables);
      now = now.plus(Duration.ofSeconds(random.nextInt(400)));
    }
    now = now.plus(Duration.ofMinutes(11));
    discover(tables);

    assertThat(foundBy).isEqualTo(expected);
  }
}
