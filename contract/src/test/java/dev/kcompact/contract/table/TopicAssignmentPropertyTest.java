package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.topics.TopicTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Topics of any names that appear in any order, some of which get a definition. */
class TopicAssignmentPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final String ANY =
      """
      table: any_{topic}
      domain: raw
      source: { topic: '*', prefix: topics/ }
      day: { from: last-modified }
      schema: any
      """;

  @Provide
  Arbitrary<List<Set<String>>> arrivals() {
    Arbitrary<String> kafka =
        Arbitraries.strings().withChars("aAbB.-_0").ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> others =
        Arbitraries.strings().withChars("aé€ +%#{}*").ofMinLength(1).ofMaxLength(3);
    Arbitrary<String> topic =
        Arbitraries.frequencyOf(
                Tuple.of(8, kafka),
                Tuple.of(1, others),
                Tuple.of(1, Arbitraries.strings().withChars("ab.").ofLength(249)))
            .filter(name -> !name.equals(".") && !name.equals("..") && !name.equals("*"));
    return topic.set().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(tries = 150)
  void eachObjectIsInOneTableAndNamesStay(
      @ForAll("arrivals") List<Set<String>> arrivals,
      @ForAll Set<@IntRange(max = 9) Integer> defined) {
    List<String> topics = new ArrayList<>();
    TopicTables document = TopicTables.NONE;
    Map<String, String> files = new HashMap<>(Map.of("tables/any.yaml", ANY));
    for (Set<String> arrived : arrivals) {
      arrived.stream().filter(topic -> !topics.contains(topic)).forEach(topics::add);
      for (int i = 0; i < topics.size(); i++) {
        if (defined.contains(i)) {
          files.put("tables/d" + i + ".yaml", definition(i, topics.get(i)));
        }
      }
      TableCatalog declared = TableCatalog.load(new DefinitionFiles(files));
      List<String> directories = topics.stream().map(topic -> "topics/" + topic + "/").toList();

      TopicTables next = declared.assign(document, directories, NOW).topics();

      assertThat(next.entries().subList(0, document.entries().size()))
          .isEqualTo(document.entries());
      TopicTables read = TopicTables.fromJson(next.toJson());
      assertThat(read).isEqualTo(next);
      TableCatalog expanded = declared.expand(read);
      checkOwners(expanded, topics, defined);
      assertThat(declared.assign(next, directories, NOW).topics()).isEqualTo(next);
      document = next;
    }
  }

  private static void checkOwners(TableCatalog catalog, List<String> topics, Set<Integer> defined) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < topics.size(); i++) {
      String key = "topics/" + topics.get(i) + "/partition=0/" + topics.get(i) + "+0+7.json";
      List<BaseTable> owners =
          catalog.baseTables().stream().filter(table -> table.owns(key)).toList();
      assertThat(owners).as(key).hasSize(1);
      assertThat(catalog.ownerOf(key)).contains(owners.get(0));
      assertThat(owners.get(0).name()).matches("[a-z][a-z0-9_]{0,220}");
      assertThat(names.add(owners.get(0).name())).isTrue();
      assertThat(owners.get(0).name().startsWith("d" + i + "_")).isEqualTo(defined.contains(i));
    }
  }

  private static String definition(int number, String topic) {
    return """
        table: d%d_
        domain: d
        source: { topic: '%s', prefix: 'topics/%s/' }
        day: { from: last-modified }
        schema: any
        """
        .formatted(number, topic, topic);
  }
}
