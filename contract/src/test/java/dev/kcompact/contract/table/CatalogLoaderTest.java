package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.QualityRule.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogLoaderTest {
  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "required": ["id", "total"],
       "properties": {
         "id": {"type": "integer", "minimum": 1},
         "total": {"type": ["number", "string"], "format": "decimal", "x-precision": 12, "x-scale": 2},
         "status": {"enum": ["NEW", "PAID", null]},
         "at": {"type": ["string", "null"], "format": "date-time"},
         "code": {"anyOf": [{"type": "null"}, {"type": "string", "format": "uuid"}]},
         "to": {"$ref": "#/$defs/address"},
         "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string", "maxLength": 9}}}},
         "tags": {"type": "object", "additionalProperties": {"type": "string"}},
         "more": {"type": "object"},
         "any": true
       },
       "$defs": {"address": {"type": "object", "properties": {"city": {"type": "string"}}}}}
      """;
  private static final String TABLE =
      """
      table: orders
      domain: sales
      source: {topic: orders, prefix: topics/orders/}
      day: {from: path, zone: America/Sao_Paulo}
      schema: schemas/orders.schema.json
      key: [id]
      order: [at]
      compaction: {target-size: 64MiB, max-wait: 90s}
      rules:
        - {name: positive, sql: "total >= 0"}
        - {name: known, sql: "status IS NOT NULL", severity: warn}
      """;

  private final Map<String, String> files =
      new HashMap<>(Map.of("tables/orders.yaml", TABLE, "schemas/orders.schema.json", SCHEMA));

  private TableCatalog load() {
    return TableCatalog.load(new DefinitionFiles(files));
  }

  private List<String> problems() {
    InvalidDefinitionsException invalid =
        catchThrowableOfType(InvalidDefinitionsException.class, this::load);
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Problem::toString).toList();
  }

  private void replace(String file, String what, String with) {
    String text = files.get(file);
    assertThat(text).contains(what);
    files.put(file, text.replace(what, with));
  }

  @Test
  void aDefinitionBecomesATable() {
    BaseTable orders = load().baseTables().get(0);
    assertThat(orders.name()).isEqualTo("orders");
    assertThat(orders.naming()).isEqualTo(ObjectNaming.CONFLUENT);
    assertThat(orders.day())
        .isEqualTo(
            new DayRule.FromPath(
                "'year='yyyy'/month='MM'/day='dd", ZoneId.of("America/Sao_Paulo")));
    assertThat(orders.targetBytes()).isEqualTo(64L << 20);
    assertThat(orders.maxWait()).isEqualTo(Duration.ofSeconds(90));
    assertThat(orders.rules())
        .containsExactly(
            new QualityRule.Predicate("positive", "total >= 0", Severity.REJECT),
            new QualityRule.Predicate("known", "status IS NOT NULL", Severity.WARN));
  }

  @Test
  void everySchemaFormBecomesItsType() {
    Map<String, Field> columns = new HashMap<>();
    load()
        .baseTables()
        .get(0)
        .schema()
        .columns()
        .forEach(field -> columns.put(field.name(), field));
    assertThat(columns.get("id").type()).isEqualTo(Scalar.INTEGER);
    assertThat(columns.get("id").required()).isTrue();
    assertThat(columns.get("id").nullable()).isFalse();
    assertThat(columns.get("id").constraints().bound(Constraint.Measure.MINIMUM))
        .contains(BigDecimal.ONE);
    assertThat(columns.get("total").type()).isEqualTo(new DecimalType(12, 2));
    assertThat(columns.get("status").type()).isEqualTo(Scalar.STRING);
    assertThat(columns.get("status").constraints().all())
        .containsExactly(new Constraint.OneOf(List.of("NEW", "PAID")));
    assertThat(columns.get("at").type()).isEqualTo(Scalar.TIMESTAMP);
    assertThat(columns.get("at").nullable()).isTrue();
    assertThat(columns.get("code").type()).isEqualTo(Scalar.UUID);
    assertThat(columns.get("code").nullable()).isTrue();
    assertThat(columns.get("to").type()).isInstanceOf(StructType.class);
    assertThat(columns.get("items").type()).isInstanceOf(ArrayType.class);
    assertThat(columns.get("tags").type())
        .isEqualTo(new MapType(Scalar.STRING, new Constraints(List.of(new Constraint.NotNull()))));
    assertThat(columns.get("more").type()).isEqualTo(Scalar.JSON);
    assertThat(columns.get("any").type()).isEqualTo(Scalar.JSON);
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsPlace() {
    replace("tables/orders.yaml", "key: [id]", "key: [ident]");
    replace("tables/orders.yaml", "order: [at]", "order: [items]");
    replace("tables/orders.yaml", "America/Sao_Paulo", "America/Atlantis");
    replace("tables/orders.yaml", "64MiB", "64 apples");
    files.put("tables/broken.yaml", "table: [\n");
    files.put("tables/empty.yaml", "");
    files.put(
        "tables/form.yaml", "table: Form\ndomain: sales\nschema: x.json\nkey: [id]\nextra: 1\n");
    assertThat(problems())
        .anySatisfy(text -> assertThat(text).startsWith("tables/orders.yaml at /key/0: is ident"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("tables/orders.yaml at /order/0: is items, which has parts"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("tables/orders.yaml at /day/zone: is America/Atlantis; expected"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith(
                        "tables/orders.yaml at /compaction/target-size: is '64 apples'; expected"))
        .anySatisfy(text -> assertThat(text).startsWith("tables/broken.yaml: line "))
        .anySatisfy(text -> assertThat(text).isEqualTo("tables/empty.yaml: is empty"))
        .anySatisfy(text -> assertThat(text).startsWith("tables/form.yaml").contains("extra"))
        .anySatisfy(text -> assertThat(text).startsWith("tables/form.yaml at /table:"));
  }

  @Test
  void aSchemaWithoutColumnTypesIsRefused() {
    replace(
        "schemas/orders.schema.json",
        "\"id\": {\"type\": \"integer\", \"minimum\": 1}",
        """
        "id": {"type": ["integer", "string"]}, "a b": {"type": "string"}, "ID": {"type": "string"},
        "_line": {"type": "string"}, "loop": {"$ref": "#/properties/loop"}, "far": {"$ref": "other.json"},
        "pair": {"type": "array", "prefixItems": [true]}, "odd": {"type": "number", "format": "decimal"},
        "both": {"allOf": [{"type": "string"}]}, "range": {"type": "integer", "minimum": 5, "maximum": 4},
        "re": {"type": "string", "pattern": "("}""");
    assertThat(problems())
        .allSatisfy(
            text -> assertThat(text).startsWith("schemas/orders.schema.json at /properties/"))
        .anySatisfy(text -> assertThat(text).contains("/id/type: is [integer, string]"))
        .anySatisfy(text -> assertThat(text).contains("/a b: is no column name"))
        .anySatisfy(text -> assertThat(text).contains("/ID: differs from id in case only"))
        .anySatisfy(text -> assertThat(text).contains("/loop"))
        .anySatisfy(text -> assertThat(text).contains("/far/$ref: is other.json"))
        .anySatisfy(text -> assertThat(text).contains("/pair/prefixItems"))
        .anySatisfy(
            text -> assertThat(text).contains("/odd: has format decimal; expected x-precision"))
        .anySatisfy(text -> assertThat(text).contains("/both/allOf"))
        .anySatisfy(text -> assertThat(text).contains("/range: contradicts itself"))
        .anySatisfy(text -> assertThat(text).contains("/re: contradicts itself"));
  }

  @Test
  void aReservedColumnIsRefused() {
    replace("schemas/orders.schema.json", "\"any\": true", "\"_line\": {\"type\": \"integer\"}");
    assertThat(problems())
        .containsExactly(
            "schemas/orders.schema.json at /properties/_line: starts with an underscore; such"
                + " columns are kcompact's own");
  }

  @Test
  void aSchemaMustBeOne() {
    replace("schemas/orders.schema.json", "\"minimum\": 1", "\"minimum\": \"one\"");
    assertThat(problems())
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("schemas/orders.schema.json at /properties/id/minimum:"));
  }

  @Test
  void twoTablesMayNotOwnOneObject() {
    files.put(
        "tables/late.yaml",
        TABLE
            .replace("table: orders", "table: late")
            .replace("topics/orders/", "topics/orders/late/"));
    assertThat(problems())
        .anySatisfy(text -> assertThat(text).contains("which holds topics/orders/late/"));
  }

  @Test
  void anEqualPrefixIsReportedOnce() {
    files.put("tables/again.yaml", TABLE.replace("table: orders", "table: again"));
    assertThat(problems())
        .containsExactly(
            "tables/again.yaml at /source/prefix: is topics/orders/, which holds topics/orders/ of"
                + " tables/orders.yaml; expected another prefix, or another topic");
  }

  @Test
  void tablesOfDifferentTopicsMayShareAPrefix() {
    files.put(
        "tables/again.yaml",
        TABLE.replace("table: orders", "table: again").replace("topic: orders", "topic: again"));
    files.put(
        "tables/late.yaml",
        TABLE
            .replace("table: orders", "table: late")
            .replace("topic: orders", "topic: late")
            .replace("topics/orders/", "topics/orders/late/"));
    TableCatalog catalog = load();

    assertThat(catalog.ownerOf("topics/orders/x/orders+0+1.json").map(BaseTable::name))
        .contains("orders");
    assertThat(catalog.ownerOf("topics/orders/x/again+0+1.json").map(BaseTable::name))
        .contains("again");
    assertThat(catalog.ownerOf("topics/orders/late/late+0+1.json").map(BaseTable::name))
        .contains("late");
    assertThat(catalog.ownerOf("topics/orders/late/orders+0+1.json").map(BaseTable::name))
        .contains("orders");
    assertThat(catalog.ownerOf("topics/orders/x/late+0+1.json")).isEmpty();
    assertThat(catalog.ownerOf("topics/orders/x/noname.json")).as("whose?").isEmpty();
  }

  @Test
  void aTableAloneTakesNamesWithoutOrderAsBefore() {
    BaseTable orders = load().baseTables().get(0);

    assertThat(orders.owns("topics/orders/a.json")).isTrue();
    assertThat(orders.owns("topics/orders/orders+0+1.json")).isTrue();
    assertThat(orders.owns("topics/orders/others+0+1.json")).isFalse();
    assertThat(orders.nameOf("topics/orders/a.json")).isEmpty();
  }

  @Test
  void anExplicitNamingTakesItsOwnNamesOnly() {
    replace("tables/orders.yaml", "prefix: topics/orders/", "prefix: topics/orders/, naming: msk");
    BaseTable orders = load().baseTables().get(0);
    assertThat(orders.owns("topics/orders/a.json")).isFalse();
    assertThat(orders.owns("topics/orders/orders+0+000000000000000007-123456-abc")).isTrue();

    replace("tables/orders.yaml", "naming: msk", "naming: msk, names: any");
    assertThat(load().baseTables().get(0).owns("topics/orders/a.json")).isTrue();
  }

  @Test
  void namesThatTellNoTopicNeedAPrefixOfTheirOwn() {
    String again =
        TABLE.replace("table: orders", "table: again").replace("topic: orders", "topic: again");
    files.put(
        "tables/again.yaml",
        again.replace(
            "topics/orders/",
            "topics/orders/, naming: {template: '{{partition}}-{{start_offset}}'}"));
    assertThat(problems())
        .singleElement()
        .asString()
        .endsWith("expected another prefix, or a template with {{topic}}");

    files.put("tables/again.yaml", again.replace("topics/orders/", "topics/orders/, names: any"));
    assertThat(load().ownerOf("topics/orders/a.json").map(BaseTable::name)).contains("again");

    replace("tables/orders.yaml", "topics/orders/", "topics/orders/, names: any");
    assertThat(problems())
        .singleElement()
        .asString()
        .endsWith("expected another prefix, or one table without names: any");
  }

  @Test
  void mistakesInASourceAreReportedWithTheirPlace() {
    replace(
        "tables/orders.yaml",
        "prefix: topics/orders/",
        "prefix: topics/orders/, naming: {template: '{{date}}'},"
            + " include: ['/a'], exclude: ['ok', '{a']");
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "tables/orders.yaml at /source/naming/template: template has {{date}}; expected topic,"
                + " partition, start_offset, timestamp or key",
            "tables/orders.yaml at /source/include/0: glob is malformed: '/a': expected a path below"
                + " the prefix, without a slash before it",
            "tables/orders.yaml at /source/exclude/1: glob is malformed: '{a': expected a } after"
                + " its {");
  }

  @Test
  void theMessageHasALineForEachOfTheFirstTwentyProblems() {
    for (int i = 0; i < 25; i++) {
      files.put("tables/t%02d.yaml".formatted(i), "table: 1");
    }
    String message =
        assertThatExceptionOfType(InvalidDefinitionsException.class)
            .isThrownBy(this::load)
            .actual()
            .getMessage();
    int count = problems().size();
    assertThat(message.lines().toList())
        .hasSize(22)
        .startsWith("The table definitions have " + count + " problems:")
        .endsWith("  and " + (count - 20) + " more")
        .element(1)
        .asString()
        .startsWith("  tables/t00.yaml");
  }

  @Test
  void twoTablesMayNotShareAName() {
    files.put("tables/same.yaml", TABLE.replace("prefix: topics/orders/", "prefix: topics/same/"));
    assertThat(problems())
        .anySatisfy(text -> assertThat(text).contains("is orders, as in tables/orders.yaml"));
  }

  @Test
  void aDerivedTableNeedsItsInputsAndSql() {
    files.put(
        "tables/paid.yaml",
        """
        table: paid
        domain: sales
        sql: sql/paid.sql
        inputs: [orders, payments]
        schema: schemas/orders.schema.json
        key: [id]
        """);
    assertThat(problems())
        .containsExactly("tables/paid.yaml at /sql: names sql/paid.sql, which is not there");
    files.put("sql/paid.sql", "SELECT * FROM orders");
    assertThat(problems())
        .containsExactly(
            "tables/paid.yaml at /inputs/1: is payments; expected a base table's name, of its own definition");
    replace("tables/paid.yaml", ", payments", "");
    assertThat(load().derivedTables())
        .singleElement()
        .satisfies(paid -> assertThat(paid.sql()).isEqualTo("SELECT * FROM orders"));
  }

  @Test
  void noDefinitionAtAllIsAMistakeToo() {
    files.clear();
    assertThat(problems())
        .containsExactly("tables/: holds no *.yaml; expected a definition a table");
  }

  @Test
  void bloomFiltersAreOfPlainColumns() {
    assertThat(load().baseTables().get(0).bloom()).isEmpty();
    replace("tables/orders.yaml", "max-wait: 90s", "max-wait: 90s, bloom: [id, code]");
    assertThat(load().baseTables().get(0).bloom()).containsExactly("id", "code");

    replace(
        "schemas/orders.schema.json", "\"more\"", "\"gift\": {\"type\": \"boolean\"}, \"more\"");
    replace("tables/orders.yaml", "bloom: [id, code]", "bloom: [id, nope, to, gift]");
    assertThat(problems())
        .hasSize(3)
        .anySatisfy(it -> assertThat(it).contains("/compaction/bloom/1", "is nope"))
        .anySatisfy(it -> assertThat(it).contains("/compaction/bloom/2", "is to", "parts"))
        .anySatisfy(it -> assertThat(it).contains("/compaction/bloom/3", "is gift, a boolean"));
  }

  @Test
  void refusesTheDomainOfItsOwnTables() {
    replace("tables/orders.yaml", "domain: sales", "domain: ledger");

    assertThat(problems())
        .containsExactly(
            "tables/orders.yaml at /domain: is ledger, where kcompact keeps its own tables; expected"
                + " another name");
  }

  @Test
  void rawObjectsStayUnlessTheDefinitionAsksForMore() {
    assertThat(load().baseTables().get(0).cleanUp()).isEqualTo(SourceCleanUp.NONE);

    replace("tables/orders.yaml", "key: [id]", "key: [id]\nclean-up: {action: tag}");
    assertThat(load().baseTables().get(0).cleanUp())
        .isEqualTo(new SourceCleanUp(SourceCleanUp.Action.TAG, Duration.ofDays(30)));

    replace("tables/orders.yaml", "{action: tag}", "{action: delete, after: 90d}");
    assertThat(load().baseTables().get(0).cleanUp())
        .isEqualTo(new SourceCleanUp(SourceCleanUp.Action.DELETE, Duration.ofDays(90)));
  }

  @Test
  void aRetentionMustBeADuration() {
    replace("tables/orders.yaml", "key: [id]", "key: [id]\nclean-up: {action: tag, after: never}");

    assertThat(problems())
        .containsExactly(
            "tables/orders.yaml at /clean-up/after: is 'never'; expected a duration such as 10s, 2m"
                + " or 1h");
  }

  @Test
  void aProcessedTableHasTheUnknownFieldsOnlyIfAskedFor() {
    assertThat(load().baseTables().get(0).processedColumns())
        .isEqualTo(load().baseTables().get(0).schema().columns());

    replace("tables/orders.yaml", "key: [id]", "processed: {rescued: true}\nkey: [id]");
    BaseTable orders = load().baseTables().get(0);
    assertThat(orders.schema().columns()).extracting(Field::name).doesNotContain("_rescued");
    assertThat(orders.processedColumns()).extracting(Field::name).endsWith("any", "_rescued");
    assertThat(orders.processedColumns()).endsWith(AddedColumn.RESCUED.field());
  }

  @Test
  void theProcessedFormIsChecked() {
    replace("tables/orders.yaml", "key: [id]", "processed: {rescued: maybe, more: 1}\nkey: [id]");

    assertThat(problems()).hasSize(2).allSatisfy(it -> assertThat(it).contains("/processed"));
  }

  @Test
  void aDayOfRecordsReadsTheObjectsOfItsNeighbours() {
    String path = "day: {from: path, zone: America/Sao_Paulo}";
    replace("tables/orders.yaml", path, "day: {from: field, field: at}");
    LocalDate day = LocalDate.of(2026, 3, 1);
    assertThat(load().baseTables().get(0).day().objectDays(day))
        .containsExactly(day, day.minusDays(1), day.plusDays(1));

    replace("tables/orders.yaml", "field: at", "field: at, before: 0, after: 2");
    assertThat(load().baseTables().get(0).day().objectDays(day))
        .containsExactly(day, day.plusDays(1), day.plusDays(2));

    replace("tables/orders.yaml", "after: 2", "after: 32");
    assertThat(problems()).singleElement().asString().contains("/day/after");
  }

  @Test
  void otherDaysHaveNoNeighbours() {
    replace("tables/orders.yaml", "from: path,", "from: path, after: 2,");
    assertThat(problems())
        .containsExactly(
            "tables/orders.yaml at /day: has before or after; expected them with from: field only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "tag"})
  void objectsOfRecordsDaysStay(String action) {
    replace("tables/orders.yaml", "from: path,", "from: field, field: at,");
    replace("tables/orders.yaml", "key: [id]", "clean-up: {action: " + action + "}\nkey: [id]");
    assertThat(problems())
        .containsExactly(
            "tables/orders.yaml at /clean-up/action: removes objects by their own day; expected"
                + " keep, for a record's day is a field");
  }
}
