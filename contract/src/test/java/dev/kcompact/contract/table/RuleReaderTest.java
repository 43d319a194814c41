package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.QualityRule.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {"id": {"type": "integer"}, "code": {"type": "string"},
       "at": {"type": "string", "format": "date-time"}, "tags": {"type": "array"}}}
      """;

  @Test
  void readsEveryKindOfRule() {
    assertThat(
            rules(
                """
                - {name: positive, sql: id > 0}
                - {name: one_code, unique: [code], severity: warn}
                - {name: known, references: {table: other, columns: {id: id, code: code}, days: 30}}
                - {name: fresh, fresh: {column: at, within: 2h}}
                - {name: usual, rows: {}}
                - {name: band, rows: {days: 3, least: 0.9, most: 1.1}, severity: warn}
                """))
        .containsExactly(
            new QualityRule.Predicate("positive", "id > 0", Severity.REJECT),
            new QualityRule.Unique("one_code", List.of("code"), Severity.WARN),
            new QualityRule.Reference(
                "known",
                List.of("id", "code"),
                "other",
                List.of("id", "code"),
                30,
                Severity.REJECT),
            new QualityRule.Fresh("fresh", "at", Duration.ofHours(2), Severity.FAIL),
            new QualityRule.RowCount(
                "usual", 7, new BigDecimal("0.5"), BigDecimal.valueOf(2), Severity.FAIL),
            new QualityRule.RowCount(
                "band", 3, new BigDecimal("0.9"), new BigDecimal("1.1"), Severity.WARN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{unique: [nope]} | /rules/0/unique/0: is nope; expected a plain column",
        "{unique: [tags]} | /rules/0/unique/0: is tags, which has parts",
        "{references: {table: none, columns: {id: id}}} | /rules/0/references: is to none; expected",
        "{references: {table: other, columns: {id: code}}} | is to code of other; expected a column",
        "{references: {table: other, columns: {nope: id}}} | /columns/nope: is nope; expected",
        "{fresh: {column: code, within: 1h}} | /fresh/column: is code; expected a date-time column",
        "{fresh: {column: at, within: soon}} | is 'soon'; expected a duration",
        "{fresh: {column: at, within: 1h}, severity: reject} | expected warn or fail",
        "{rows: {least: 2, most: 1}} | least is below 0 or above most in rule r: 2, 1",
        "{rows: {days: 0}} | /rules/0/rows/days",
        "{sql: id > 0, rows: {}} | tables/t.yaml at /rules/0",
        "{severity: warn} | tables/t.yaml at /rules/0",
      })
  void refusesARuleThatCannotBeChecked(String rule, String message) {
    assertThatThrownBy(() -> rules("- " + rule.replaceFirst("\\{", "{name: r, ") + "\n"))
        .isInstanceOf(InvalidDefinitionsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTheSameNameTwice() {
    assertThatThrownBy(() -> rules("- {name: r, sql: a}\n- {name: r, unique: [id]}\n"))
        .hasMessageContaining("/rules/1/name: is r, as another rule of this table");
  }

  private static List<QualityRule> rules(String rules) {
    String table =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: path}
        schema: s.json
        key: [id]
        """;
    String other = table.replace("table: t", "table: other").replace("topics/t/", "topics/other/");
    TableCatalog catalog =
        TableCatalog.load(
            new DefinitionFiles(
                Map.of(
                    "tables/t.yaml",
                    table + "rules:\n" + rules.indent(2),
                    "tables/other.yaml",
                    other,
                    "s.json",
                    SCHEMA)));
    return catalog.table("t").orElseThrow().rules();
  }
}
