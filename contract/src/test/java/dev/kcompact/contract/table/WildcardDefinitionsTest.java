package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.contract.topics.TopicTables.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardDefinitionsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final String ANY =
      """
      table: any_{topic}
      domain: raw
      source: { topic: '*', prefix: topics/ }
      day: { from: path }
      schema: any
      """;

  private static String defined(String name, String topic, String prefix) {
    return """
        table: %s
        domain: d
        source: { topic: %s, prefix: %s }
        day: { from: path }
        schema: any
        """
        .formatted(name, topic, prefix);
  }

  private static TableCatalog catalog(String... definitions) {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < definitions.length; i++) {
      files.put("tables/t" + i + ".yaml", definitions[i]);
    }
    return TableCatalog.load(new DefinitionFiles(files));
  }

  private static List<String> problems(String... definitions) {
    InvalidDefinitionsException refused =
        catchThrowableOfType(InvalidDefinitionsException.class, () -> catalog(definitions));
    return Objects.requireNonNull(refused).problems().stream().map(Problem::toString).toList();
  }

  private static TopicTables assigned(TableCatalog catalog, String... directories) {
    return catalog.assign(TopicTables.NONE, List.of(directories), NOW).topics();
  }

  @Test
  void eachTopicGetsATableAsIfItWereDefined() {
    TableCatalog catalog = catalog(ANY);
    TopicTables topics = assigned(catalog, "topics/orders.v1/", "topics/Payments/");

    TableCatalog expanded = catalog.expand(topics);

    assertThat(catalog.baseTables()).isEmpty();
    assertThat(expanded.baseTables())
        .extracting(BaseTable::name, BaseTable::topic, BaseTable::prefix)
        .containsExactly(
            tuple("any_orders_v1", "orders.v1", "topics/orders.v1/"),
            tuple("any_payments", "Payments", "topics/Payments/"));
    BaseTable written =
        catalog(
                defined("any_payments", "Payments", "topics/Payments/")
                    .replace("domain: d", "domain: raw"))
            .baseTables()
            .get(0);
    assertThat(expanded.table("any_payments")).contains(written);
    assertThat(expanded.ownerOf("topics/Payments/year=2026/month=11/day=30/Payments+0+7.json"))
        .contains(written);
  }

  @Test
  void topicsThatMeetGetNamesApartThatStay() {
    TableCatalog catalog = catalog(ANY);
    TopicTables first = assigned(catalog, "topics/a.b/");
    TopicTables both =
        catalog.assign(first, List.of("topics/A-B/", "topics/a.b/"), NOW.plusSeconds(9)).topics();

    assertThat(both.entries().get(0)).isEqualTo(first.entries().get(0));
    assertThat(both.entries())
        .extracting(Entry::table)
        .containsExactly("any_a_b", "any_a_b_77101aaa");
    assertThat(catalog.assign(both, List.of("topics/A-B/"), NOW).topics()).isEqualTo(both);
  }

  @Test
  void aDefinitionWinsWhateverItsPrefix() {
    TableCatalog catalog =
        catalog(
            ANY,
            defined("orders", "orders", "topics/orders/"),
            defined("items", "items", "topics/"),
            defined("part", "part", "topics/part/new/"));

    TopicTables topics =
        assigned(catalog, "topics/items/", "topics/orders/", "topics/part/", "topics/other/");

    assertThat(topics.entries()).extracting(Entry::topic).containsExactly("other");
    TableCatalog expanded = catalog.expand(topics);
    assertThat(expanded.ownerOf("topics/items/items+0+1.json").orElseThrow().name())
        .isEqualTo("items");
    assertThat(expanded.ownerOf("topics/other/other+0+1.json").orElseThrow().name())
        .isEqualTo("any_other");
    // A name without a topic belongs to the directory's table, not to the one above.
    assertThat(catalog.owner("topics/nobody/x.json").orElseThrow().kind())
        .isEqualTo(ObjectKind.OTHER_NAME);
  }

  @Test
  void aTopicIsLeftToALaterDefinitionAndItsEntryStays() {
    TopicTables topics = assigned(catalog(ANY), "topics/orders/", "topics/other/");
    TableCatalog later = catalog(ANY, defined("orders", "orders", "topics/orders/"));

    assertThat(later.expand(topics).baseTables())
        .extracting(BaseTable::name)
        .containsExactly("any_other", "orders");
    assertThat(later.assign(topics, List.of("topics/orders/"), NOW).topics()).isEqualTo(topics);
    assertThat(catalog(ANY).expand(topics).table("any_orders")).isPresent();
  }

  @Test
  void aLaterDefinitionDoesNotWriteBesideOtherRows() {
    TopicTables topics = assigned(catalog(ANY), "topics/orders/");
    TableCatalog goesOn = catalog(ANY, defined("any_orders", "orders", "topics/orders/"));

    assertThat(goesOn.expand(topics).baseTables())
        .extracting(BaseTable::domain)
        .containsExactly("d");
    assertThatExceptionOfType(InvalidDefinitionsException.class)
        .isThrownBy(
            () -> catalog(ANY, defined("any_orders", "items", "topics/items/")).expand(topics))
        .withMessageContaining(
            "_kcompact/job/topics.json: has any_orders for the files of topic orders");
  }

  @Test
  void whatIsBeyondTheLimitIsNamed() {
    TableCatalog catalog = catalog(ANY.replace("topics/ }", "topics/, max-tables: 2 }"));
    TopicAssignment assignment =
        catalog.assign(
            TopicTables.NONE, List.of("topics/c/", "topics/a/", "topics/b/", "topics/d/"), NOW);

    assertThat(assignment.topics().entries()).extracting(Entry::topic).containsExactly("a", "b");
    assertThat(assignment.beyond()).containsExactly("topics/c/", "topics/d/");
    TableCatalog fewer =
        catalog(
            ANY.replace("topics/ }", "topics/, max-tables: 2 }"), defined("a", "a", "topics/a/"));
    assertThat(
            fewer.assign(assignment.topics(), List.of("topics/c/"), NOW).topics().hasTable("any_c"))
        .isTrue();
  }

  @Test
  void directoriesThatAreNoTopicAreIgnored() {
    assertThat(
            assigned(
                    catalog(ANY),
                    "topics/tombstone/",
                    "topics//",
                    "topics/./",
                    "topics/a/b/",
                    "topics/",
                    "other/a/")
                .entries())
        .isEmpty();
  }

  @Test
  void theTopicsDirectoryIsNoPartOfATemplate() {
    TableCatalog catalog =
        catalog(
            ANY.replace(
                "topics/ }",
                "topics/, naming: { template: '{{topic}}/{{partition}}/{{start_offset}}' } }"));
    TableCatalog expanded = catalog.expand(assigned(catalog, "topics/a/"));

    assertThat(expanded.ownerOf("topics/a/0/100").orElseThrow().nameOf("topics/a/0/100"))
        .isPresent();
    assertThat(catalog(ANY).wildcards().get(0).table("any_a", "a").naming())
        .isEqualTo(ObjectNaming.CONFLUENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "any_{topic} | any_all | /table | has no {topic}",
        "topic: '*' | topic: a | /table | has {topic}",
        "from: path | from: field, field: record | /day/from | is field",
        "topics/ } | topics/, naming: { pattern: '(?<topic>a)/(?<partition>1)(?<offset>2)' } }"
            + " | /source/naming/pattern | has a slash",
        "topics/ } | topics/, max-tables: 0 } | /source/max-tables | ",
        "any_{topic} | '{topic}' | /table | ",
        "any_{topic} | 'any_{topic}_{topic}' | /table | ",
      })
  void refusesWhatIsNoWildcard(String text, String by, String place, String message) {
    assertThat(problems(ANY.replace(text, by)))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("tables/t0.yaml at " + place)
                    .contains(message == null ? "" : message));
  }

  @Test
  void refusesWildcardsThatMeetOrHaveNothing() {
    assertThat(problems(ANY, ANY.replace("topics/", "topics/eu/")))
        .containsExactly(
            "tables/t1.yaml at /source/prefix: is topics/eu/, which meets topics/ of tables/t0.yaml;"
                + " expected prefixes apart for tables of all topics");
    assertThat(
            problems(
                ANY,
                defined("all", "all", "topics/")
                    .replace(
                        "topics/ }",
                        "topics/, naming: { template: '{{partition}}-{{start_offset}}' } }")))
        .singleElement()
        .asString()
        .contains("/source/prefix: is topics/, where tables/t1.yaml owns every object");
    assertThat(
            problems(
                defined("a", "a", "topics/a/")
                    .replace("prefix: topics/a/", "prefix: topics/a/, max-tables: 3")))
        .singleElement()
        .asString()
        .contains("/source/max-tables: is given");
  }

  @Test
  void aTopicsTableIsNoInput() {
    String derived =
        """
        table: u
        domain: d
        sql: sql/u.sql
        inputs: [any_orders]
        key: [id]
        schema: schemas/u.json
        """;
    Map<String, String> files =
        Map.of(
            "tables/any.yaml",
            ANY,
            "tables/u.yaml",
            derived,
            "sql/u.sql",
            "SELECT 1 AS id",
            "schemas/u.json",
            "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    assertThatExceptionOfType(InvalidDefinitionsException.class)
        .isThrownBy(() -> TableCatalog.load(new DefinitionFiles(files)))
        .withMessageContaining(
            "/inputs/0: is any_orders; expected a base table's name, of its own definition");
  }
}
