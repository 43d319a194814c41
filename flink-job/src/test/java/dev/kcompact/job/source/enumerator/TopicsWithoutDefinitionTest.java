package dev.kcompact.job.source.enumerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.contract.topics.TopicTables.Entry;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.table.JobTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Topics that appear while the job runs, and that get a definition later. */
class TopicsWithoutDefinitionTest {
  private static final String ANY =
      """
      table: any_{topic}
      domain: raw
      source: { topic: '*', prefix: topics/, max-tables: 20 }
      day: { from: path }
      schema: any
      """;

  private final EnumeratorTestHarness harness = new EnumeratorTestHarness().tables(tables());

  /** How often a table has committed an object. */
  private final Map<String, Map<String, Integer>> committed = new HashMap<>();

  private static JobTables tables(String... defined) {
    return new JobTables(new DefinitionFiles(files(ANY, defined)));
  }

  private static Map<String, String> files(String wildcard, String... defined) {
    Map<String, String> files = new HashMap<>(Map.of("tables/any.yaml", wildcard));
    for (String topic : defined) {
      files.put(
          "tables/" + topic + ".yaml",
          """
          table: %s
          domain: sales
          source: { topic: %s, prefix: topics/%s/ }
          day: { from: path }
          schema: any
          """
              .formatted(topic, topic, topic));
    }
    return files;
  }

  private void start(byte @Nullable [] state) throws Exception {
    harness.restart();
    harness.start(state);
    harness.open();
    harness.poll();
  }

  private String put(String topic, long offset) {
    String key =
        "topics/%s/year=2026/month=11/day=22/%s+0+%010d.json".formatted(topic, topic, offset);
    harness.raw.put(key, 1_000, harness.instant());
    return key;
  }

  /** Commits all that is due after some time, and counts it. */
  private void drain() throws Exception {
    for (int i = 0; i < 3; i++) {
      harness.advance(Duration.ofMinutes(11));
      harness.context.tick();
      for (FileGroup group : harness.drain()) {
        group
            .keys()
            .forEach(
                key ->
                    committed
                        .computeIfAbsent(group.tableDay().table(), table -> new HashMap<>())
                        .merge(key, 1, Integer::sum));
      }
    }
  }

  private Set<String> keys(String table) {
    return committed.getOrDefault(table, Map.of()).keySet();
  }

  private TopicTables document() throws Exception {
    return TopicTables.fromJson(
        new String(ObjectStore.await(harness.lake.fetch(TopicTables.KEY)).content(), UTF_8));
  }

  private void assertNothingTwice() {
    committed.forEach(
        (table, keys) -> assertThat(keys.values()).as(table).allMatch(count -> count == 1));
  }

  @Test
  void topicsAreTakenAtTheStartAndWhenTheyAppear() throws Exception {
    harness.tables(tables("orders"));
    Set<String> orders = Set.of(put("orders", 0), put("orders", 5));
    Set<String> stock = new HashSet<>(Set.of(put("Stock.v1", 0)));
    start(null);
    assertThat(document().entries()).extracting(Entry::table).containsExactly("any_stock_v1");
    drain();
    Set<String> late = Set.of(put("late", 3), put("late", 4));
    stock.add(put("Stock.v1", 9));
    harness.poll();
    harness.poll();
    drain();

    assertThat(document().entries()).extracting(Entry::topic).containsExactly("Stock.v1", "late");
    assertThat(keys("orders")).isEqualTo(orders);
    assertThat(keys("any_stock_v1")).isEqualTo(stock);
    assertThat(keys("any_late")).isEqualTo(late);
    assertNothingTwice();
  }

  @Test
  void aBoundedRunTakesAllTopics() throws Exception {
    harness.bounded();
    for (String topic : List.of("a", "b", "c")) {
      put(topic, 1);
    }
    start(null);
    drain();

    assertThat(committed.keySet()).containsExactlyInAnyOrder("any_a", "any_b", "any_c");
  }

  @Test
  void aTopicThatAQueueReportsIsTakenCompletely() throws Exception {
    harness.notified();
    start(null);
    String key = put("new", 1);
    harness.queue.send(key, "e-" + key.hashCode(), 1_000, harness.instant());
    String silent = put("new", 2);
    harness.poll();
    harness.poll();
    drain();

    assertThat(keys("any_new")).containsExactlyInAnyOrder(key, silent);
    assertNothingTwice();
  }

  @Test
  void groupsOfTopicsAreRestored() throws Exception {
    String first = put("a", 1);
    start(null);
    byte[] state = harness.checkpoint();
    String second = put("a", 2);
    start(state);
    harness.poll();
    drain();

    assertThat(keys("any_a")).containsExactlyInAnyOrder(first, second);
    assertNothingTwice();
  }

  @Test
  void aDefinitionTakesEveryObjectOfItsTopicAndTheWildcardNoMore() throws Exception {
    String old = put("a", 1);
    String other = put("b", 1);
    start(null);
    drain();
    String pending = put("a", 2);
    harness.poll();
    byte[] state = harness.checkpoint();
    harness.tables(tables("a"));
    start(state);
    String later = put("a", 3);
    harness.poll();
    drain();

    assertThat(keys("any_a")).containsExactly(old);
    assertThat(keys("a")).containsExactlyInAnyOrder(old, pending, later);
    assertThat(keys("any_b")).containsExactly(other);
    assertThat(document().entries()).extracting(Entry::table).containsExactly("any_a", "any_b");
    assertNothingTwice();
  }

  @Test
  void topicsBeyondTheLimitAreReported() throws Exception {
    harness.tables(
        new JobTables(new DefinitionFiles(files(ANY.replace("max-tables: 20", "max-tables: 1")))));
    String taken = put("a", 1);
    put("b", 1);
    start(null);
    drain();

    assertThat(keys("any_a")).containsExactly(taken);
    assertThat(committed).hasSize(1);
    assertThat(harness.metrics.shown("topicsWithoutTable")).isEqualTo(1L);
  }

  @Test
  void withoutAWildcardNothingIsAskedOrWritten() throws Exception {
    EnumeratorTestHarness plain = new EnumeratorTestHarness();
    plain.putToday(0, 1);
    plain.start(null);
    plain.open();
    plain.poll();

    assertThat(plain.raw.takeRequests()).noneMatch(each -> each.equals("directories topics/"));
    assertThat(plain.lake.all()).noneMatch(each -> each.key().equals(TopicTables.KEY));
  }

  @Property(tries = 20)
  void topicsAndDefinitionsAtRandom(@ForAll @LongRange(min = 0, max = 1L << 40) long seed)
      throws Exception {
    Random random = new Random(seed);
    TopicsWithoutDefinitionTest run = new TopicsWithoutDefinitionTest();
    Map<String, Set<String>> objects = new HashMap<>();
    Set<String> defined = new LinkedHashSet<>();
    run.start(null);
    byte[] state = run.harness.checkpoint();
    for (int step = 0; step < 25; step++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        String topic = "t" + random.nextInt(5);
        objects
            .computeIfAbsent(topic, name -> new HashSet<>())
            .add(run.put(topic, random.nextInt(90)));
      }
      run.harness.poll();
      if (random.nextInt(4) == 0) {
        run.drain();
      }
      if (random.nextInt(3) == 0) {
        state = run.harness.checkpoint();
      }
      if (random.nextInt(6) == 0) {
        if (random.nextInt(3) == 0) {
          defined.add("t" + random.nextInt(5));
        }
        run.harness.tables(tables(defined.toArray(String[]::new)));
        run.start(random.nextInt(4) == 0 ? null : state);
      }
    }
    run.harness.advance(Duration.ofHours(2));
    run.drain();
    run.drain();

    objects.forEach(
        (topic, keys) ->
            assertThat(run.keys(defined.contains(topic) ? topic : "any_" + topic)).isEqualTo(keys));
    run.assertNothingTwice();
    List<String> tables = new ArrayList<>(run.committed.keySet());
    assertThat(tables).allMatch(name -> name.startsWith("any_t") || defined.contains(name));
  }
}
