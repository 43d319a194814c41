package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.Constraint;
import dev.kcompact.contract.schema.Constraint.HasFormat;
import dev.kcompact.contract.schema.Constraint.Limit;
import dev.kcompact.contract.schema.Constraint.Matches;
import dev.kcompact.contract.schema.Constraint.Measure;
import dev.kcompact.contract.schema.Constraint.NotNull;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Constraint.UniqueItems;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.Format;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintReaderTest {
  @Test
  void readsEveryKeywordThatConcernsTheType() {
    assertThat(of("{'type': 'integer', 'exclusiveMinimum': 0, 'maximum': 9, 'multipleOf': 3}"))
        .containsExactlyInAnyOrder(
            limit(Measure.EXCLUSIVE_MINIMUM, 0),
            limit(Measure.MAXIMUM, 9),
            limit(Measure.MULTIPLE_OF, 3));
    assertThat(of("{'type': 'string', 'minLength': 1, 'pattern': '^a', 'format': 'email'}"))
        .containsExactlyInAnyOrder(
            limit(Measure.MIN_LENGTH, 1), new Matches("^a"), new HasFormat(Format.EMAIL));
    assertThat(of("{'type': 'array', 'minItems': 1, 'maxItems': 3, 'uniqueItems': true}"))
        .containsExactlyInAnyOrder(
            limit(Measure.MIN_ITEMS, 1), limit(Measure.MAX_ITEMS, 3), new UniqueItems());
    assertThat(
            of("{'type': 'object', 'maxProperties': 2, 'additionalProperties': {'type':'string'}}"))
        .containsExactly(limit(Measure.MAX_PROPERTIES, 2));
  }

  @Test
  void readsEnumsOfEachType() {
    assertThat(of("{'type': 'integer', 'enum': [1, 2, null]}"))
        .containsExactly(new OneOf(List.of(BigDecimal.ONE, BigDecimal.valueOf(2))));
    assertThat(of("{'type': 'boolean', 'const': true}")).containsExactly(new OneOf(List.of(true)));
    assertThat(of("{'type': 'string', 'format': 'date', 'enum': ['2026-11-22']}"))
        .containsExactly(new OneOf(List.of("2026-11-22")));
    assertThat(of("{'type': 'string', 'format': 'uuid', 'const': 'AB'}"))
        .containsExactly(new OneOf(List.of("ab")));
    assertThat(
            of(
                "{'type': 'string', 'format': 'decimal', 'x-precision': 5, 'x-scale': 2,"
                    + " 'enum': ['1.50']}"))
        .containsExactly(new OneOf(List.of(new BigDecimal("1.50"))));
  }

  @Test
  void passesOverWhatDoesNotConcernTheType() {
    assertThat(of("{'type': 'integer', 'minLength': 3, 'pattern': '^a', 'format': 'email'}"))
        .isEmpty();
    assertThat(of("{'type': 'string', 'minimum': 3, 'format': 'cpf'}")).isEmpty();
    assertThat(of("{'format': 'email'}")).as("free-form JSON is kept as text").isEmpty();
  }

  @Test
  void readsThroughReferencesAndAlternativesToNull() {
    assertThat(of("{'$ref': '#/$defs/code', 'minLength': 1}"))
        .containsExactlyInAnyOrder(
            limit(Measure.MIN_LENGTH, 1), limit(Measure.MAX_LENGTH, 4), new Matches("^C"));
    assertThat(of("{'anyOf': [{'type': 'null'}, {'$ref': '#/$defs/code'}]}"))
        .containsExactlyInAnyOrder(limit(Measure.MAX_LENGTH, 4), new Matches("^C"));
  }

  @Test
  void readsWhatElementsAndValuesMustSatisfy() {
    ArrayType list =
        (ArrayType) field("{'type': 'array', 'items': {'type': 'string', 'enum': ['a']}}").type();
    assertThat(list.constraints().all()).containsExactly(new OneOf(List.of("a")), new NotNull());
    MapType map =
        (MapType)
            field(
                    "{'type': 'object', 'additionalProperties': {'type': ['integer', 'null'], 'minimum': 1}}")
                .type();
    assertThat(map.constraints().all()).containsExactly(limit(Measure.MINIMUM, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'integer', 'enum': ['one']} | /x/enum: holds \"one\"; expected numbers only",
        "{'enum': [1]} | /x/enum: holds 1; expected strings only",
        "{'type': 'array', 'enum': [[1]]} | expected no enum here",
        "{'type': 'string', 'not': {'const': 'a'}} | /x/not: cannot be checked",
        "{'type': 'array', 'contains': {'const': 'a'}} | /x/contains: cannot be checked",
        "{'type': 'integer', 'minimum': 1e999999} | minimum has more than 400 digits",
        "{'minLength': 3} | /x/minLength: cannot be checked, for the value is kept as JSON text",
        "{'type': 'array', 'minItems': 3, 'maxItems': 2} | minItems 3 is above maxItems 2",
        "{'type': 'array', 'items': {'type': 'string', 'pattern': '('}} | /x/items: contradicts",
        "{'type': 'string', 'const': null} | enum has no value beside null",
      })
  void refusesWhatNoRuleCanCheck(String schema, String message) {
    assertThatThrownBy(() -> field(schema.replace('\'', '"')))
        .isInstanceOf(InvalidDefinitionsException.class)
        .hasMessageContaining(message);
  }

  private static Limit limit(Measure measure, long bound) {
    return new Limit(measure, BigDecimal.valueOf(bound));
  }

  private static List<Constraint> of(String schema) {
    return field(schema).constraints().all();
  }

  private static Field field(String schema) {
    String document =
        "{'type': 'object', 'properties': {'id': {'type': 'string'}, 'x': "
            + schema
            + "}, '$defs': {'code': {'type': 'string', 'maxLength': 4, 'pattern': '^C'}}}";
    String table =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: path}
        schema: s.json
        key: [id]
        """;
    return TableCatalog.load(
            new DefinitionFiles(
                Map.of("tables/t.yaml", table, "s.json", document.replace('\'', '"'))))
        .baseTables()
        .get(0)
        .schema()
        .column("x")
        .orElseThrow();
  }
}
