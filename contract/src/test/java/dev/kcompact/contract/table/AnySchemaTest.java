package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnySchemaTest {
  private static final String TABLE =
      """
      table: t
      domain: d
      source: { topic: t, prefix: topics/t/ }
      day: { from: path }
      schema: any
      """;

  private static BaseTable table(String more) {
    return TableCatalog.load(new DefinitionFiles(Map.of("tables/t.yaml", TABLE + more)))
        .baseTables()
        .get(0);
  }

  private static List<String> problems(Map<String, String> files) {
    InvalidDefinitionsException refused =
        catchThrowableOfType(
            InvalidDefinitionsException.class, () -> TableCatalog.load(new DefinitionFiles(files)));
    return Objects.requireNonNull(refused).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void hasOneColumnOfText() {
    BaseTable table = table("");

    assertThat(table.schema()).isEqualTo(TableSchema.ANY);
    assertThat(table.schema().isAny()).isTrue();
    assertThat(table.schema().columns()).extracting(Field::name).containsExactly("record");
    assertThat(TypeNames.glue(table.schema().columns().get(0).type())).isEqualTo("string");
    assertThat(table.key()).isEmpty();
  }

  @Test
  void theStampSaysThatTheRecordIsTheColumn() {
    assertThat(DefinitionStamp.of(table("")).encode())
        .isEqualTo(
            "{\"version\":1,\"record\":\"3db42d3e44f9228c\",\"columns\":{\"record\":{\"form\":"
                + "\"427e92beb31d6b62\",\"type\":\"json\"}}}");
    TableSchema named =
        TableCatalog.load(
                new DefinitionFiles(
                    Map.of(
                        "tables/t.yaml",
                        TABLE.replace("any", "schemas/t.json"),
                        "schemas/t.json",
                        "{\"type\":\"object\",\"required\":[\"record\"],"
                            + "\"properties\":{\"record\":true}}")))
            .baseTables()
            .get(0)
            .schema();
    assertThat(named.isAny()).isFalse();
    assertThat(FormDigest.of(named.columns().get(0)))
        .isNotEqualTo(FormDigest.of(TableSchema.ANY.columns().get(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record: { encoding: json-text }",
        "record: { tombstones: skip, dialect: plain, keys: false }",
        "rules: [{ name: has_id, sql: \"record->>'$.id' IS NOT NULL\" }]",
        "compaction: { target-size: 1MiB }\nclean-up: { action: delete }",
      })
  void goesWithWhatIsAboutWholeRecords(String more) {
    assertThat(table(more).schema()).isEqualTo(TableSchema.ANY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record: { at: /after } | /record/at",
        "record: { ignore: [/schema] } | /record/ignore",
        "record: { keys: true } | /record/keys",
        "record: { headers: true } | /record/headers",
        "record: { dialect: debezium } | /record/dialect",
        "record: { tombstones: keep } | /record/tombstones",
        "record: { tombstones: reject } | /record/tombstones",
        "key: [record] | /key",
        "order: [record] | /order",
      })
  void isRefusedWithWhatIsAboutParts(String more, String place) {
    assertThat(problems(Map.of("tables/t.yaml", TABLE + more)))
        .singleElement()
        .asString()
        .startsWith("tables/t.yaml at " + place + ": ")
        .contains("; expected ");
  }

  @Test
  void isRefusedForATableMadeBySql() {
    String derived =
        """
        table: u
        domain: d
        sql: sql/u.sql
        inputs: [t]
        key: []
        schema: any
        """;
    assertThat(
            problems(
                Map.of("tables/t.yaml", TABLE, "tables/u.yaml", derived, "sql/u.sql", "SELECT 1")))
        .singleElement()
        .asString()
        .startsWith("tables/u.yaml at /schema: is any; expected a file");
  }
}
