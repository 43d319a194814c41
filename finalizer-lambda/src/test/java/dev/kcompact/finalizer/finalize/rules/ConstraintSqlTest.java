package dev.kcompact.finalizer.finalize.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks every JSON Schema keyword that is a rule in DuckDB, with valid and invalid values. */
class ConstraintSqlTest {
  private static final long MEMORY = 128L << 20;

  @TempDir Path tmp;
  private DuckDb db;

  @BeforeEach
  void open() {
    db = DuckDb.open(MEMORY, 1, tmp);
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type': 'integer', 'minimum': 1 | 1 | 0",
        "'type': 'integer', 'exclusiveMinimum': 1 | 2 | 1",
        "'type': 'number', 'maximum': 0.5 | 0.5 | 0.500001",
        "'type': 'number', 'exclusiveMaximum': 0.5 | 0.4 | 0.5",
        "'type': 'integer', 'multipleOf': 5 | 15 | 16",
        "'type': 'number', 'multipleOf': 0.01 | 0.07 | 0.075",
        "'type': 'number', 'format': 'decimal', 'x-precision': 9, 'x-scale': 3, 'multipleOf': 0.05"
            + " | 1.150 | 1.151",
        "'type': 'integer', 'enum': [1, 3] | 3 | 2",
        "'type': 'boolean', 'const': true | true | false",
        "'type': 'string', 'enum': ['it''s', null] | \"it's\" | \"its\"",
        "'type': 'string', 'format': 'date', 'enum': ['2026-11-22'] | \"2026-11-22\" | \"2026-11-23\"",
        "'type': 'string', 'minLength': 2 | \"é!\" | \"é\"",
        "'type': 'string', 'maxLength': 2 | \"éé\" | \"abc\"",
        "'type': 'string', 'pattern': 'b+$' | \"abb\" | \"abc\"",
        "'type': 'string', 'format': 'email' | \"a@b.example\" | \"a.b.example\"",
        "'type': 'string', 'format': 'ipv4' | \"10.0.0.1\" | \"10.0.0.256\"",
        "'type': 'string', 'format': 'ipv6' | \"::ffff:1.2.3.4\" | \":::\"",
        "'type': 'string', 'format': 'hostname' | \"a-b.example\" | \"a_b\"",
        "'type': 'string', 'format': 'uri' | \"https://a/b?c\" | \"a/b\"",
        "'type': 'string', 'format': 'time' | \"23:59:59Z\" | \"25:00:00Z\"",
        "'type': 'string', 'format': 'duration' | \"P1DT2H\" | \"1D\"",
        "'type': 'array', 'items': {'type': 'integer'}, 'minItems': 1 | [1] | []",
        "'type': 'array', 'items': {'type': 'integer'}, 'maxItems': 1 | [1] | [1, 2]",
        "'type': 'array', 'items': {'type': ['integer', 'null']}, 'uniqueItems': true"
            + " | [1, null, 2] | [1, 2, 1]",
        "'type': 'array', 'items': {'type': ['integer', 'null']}, 'uniqueItems': true"
            + " | [null] | [null, null]",
        "'type': 'array', 'items': {'type': 'integer', 'minimum': 3} | [3, 4] | [4, 2]",
        "'type': 'array', 'items': {'type': 'string', 'enum': ['a']} | [\"a\"] | [\"a\", \"b\"]",
        "'type': 'array', 'items': {'type': 'integer'} | [1] | [1, null]",
        "'type': 'array', 'items': {'type': 'array', 'items': {'type': 'integer', 'maximum': 9}}"
            + " | [[1], [9]] | [[1], [9, 10]]",
        "'type': 'object', 'additionalProperties': {'type': 'integer', 'maximum': 2}"
            + " | {\"a\": 2} | {\"a\": 1, \"b\": 3}",
        "'type': 'object', 'additionalProperties': {'type': 'integer'}, 'maxProperties': 1"
            + " | {\"a\": 2} | {\"a\": 1, \"b\": 3}",
        "'type': 'object', 'additionalProperties': {'type': 'integer'}, 'minProperties': 1"
            + " | {\"a\": 2} | {}",
        "'type': 'object', 'properties': {'y': {'type': 'array', 'items': {'type': 'object',"
            + " 'properties': {'z': {'type': 'string', 'maxLength': 1}}}}}"
            + " | {\"y\": [{\"z\": \"a\"}, {}]} | {\"y\": [{\"z\": \"a\"}, {\"z\": \"ab\"}]}",
      })
  void tellsAValueInsideFromOneOutside(String schema, String inside, String outside) {
    assertThat(broken(schema, inside)).isEmpty();
    assertThat(broken(schema, "null")).as("null satisfies").isEmpty();
    assertThat(broken(schema, outside)).hasSize(1);
  }

  private List<String> broken(String schema, String value) {
    TableDefinition table = table(schema);
    String type = TypeNames.duckDb(table.schema().column("x").orElseThrow().type());
    return SchemaRules.of(table.schema()).stream()
        .map(CompiledRule.RowPredicate.class::cast)
        .filter(
            rule ->
                db.numbers(
                            rule.name(),
                            Sql.of(
                                """
                                SELECT CASE WHEN ({predicate}) IS FALSE THEN 1 ELSE 0 END
                                FROM (SELECT (from_json({document}, {structure})).x AS x)
                                """,
                                Map.of(
                                    "predicate", rule.predicate(),
                                    "document", Sql.literal("{\"x\": " + value + "}"),
                                    "structure",
                                        Sql.literal(
                                            "{\"x\": \"" + type.replace("\"", "\\\"") + "\"}"))))
                        .get(0)
                    == 1)
        .map(CompiledRule::name)
        .toList();
  }

  private static TableDefinition table(String schema) {
    String document =
        "{'type': 'object', 'properties': {'id': {'type': 'string'}, 'x': {" + schema + "}}}";
    String text = document.replace("''", "\u0000").replace('\'', '"').replace('\u0000', '\'');
    String table =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: path}
        schema: s.json
        key: [id]
        """;
    return TableCatalog.load(new DefinitionFiles(Map.of("tables/t.yaml", table, "s.json", text)))
        .table("t")
        .orElseThrow();
  }
}
