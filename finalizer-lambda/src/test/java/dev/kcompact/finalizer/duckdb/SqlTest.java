package dev.kcompact.finalizer.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.finalizer.failure.NonRetryableException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers, literals and templates; DuckDB decides whether a hostile name is quoted. */
class SqlTest {
  @TempDir Path tmp;
  private DuckDb db;

  @BeforeEach
  void open() {
    db = DuckDb.open(64L << 20, 1, tmp);
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "select",
        " ",
        "\"",
        "\"\"",
        "'",
        "''",
        "a\"; DROP TABLE t; --",
        "a'; DROP TABLE t; --",
        "{name}",
        "{value}",
        "{",
        "}}",
        "$1",
        "?",
        "\\",
        "\\'",
        "a\nb\r\tc",
        "-- comment",
        "/* comment */",
        "é",
        "名前",
        "😀",
        "\u202e",
        "$$"
      })
  void aHostileNameIsItselfAsIdentifierAndAsLiteral(String name) {
    Sql identifier = Sql.identifier(name);
    Map<String, Sql> values = Map.of("name", identifier, "value", Sql.literal(name));
    db.execute(
        "create", Sql.of("CREATE TABLE {name} ({name} VARCHAR)", Map.of("name", identifier)));
    db.execute("insert", Sql.of("INSERT INTO {name} VALUES ({value})", values));

    Sql query = Sql.of("SELECT {name} FROM {name} WHERE {name} = {value}", values);
    assertThat(db.query("read", query, row -> row.getString(1))).containsExactly(name);
    assertThat(db.describe("describe", query)).containsExactly(new DuckDb.Column(name, "VARCHAR"));
    assertThat(
            db.query(
                "list the tables",
                Sql.of("SELECT table_name FROM duckdb_tables()"),
                row -> row.getString(1)))
        .containsExactly(name);
  }

  @Test
  void anEmptyTextIsALiteralButNoIdentifier() {
    assertThat(Sql.literal("")).hasToString("''");
    assertThatThrownBy(() -> Sql.identifier(""))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("it is empty");
  }

  /** DuckDB's parser takes a NUL character as the end of the statement. */
  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\0", "'\0'", "\0\0"})
  void aTextWithANulIsItselfAsLiteralAndNoIdentifier(String text) {
    Sql query = Sql.of("SELECT {value}", Map.of("value", Sql.literal(text)));

    assertThat(db.query("read", query, row -> row.getString(1))).containsExactly(text);
    assertThatThrownBy(() -> Sql.identifier(text)).isInstanceOf(NonRetryableException.class);
  }

  @Test
  void replacesEachPlaceholderAndDoesNotSearchTheValues() {
    Map<String, Sql> values = Map.of("a", Sql.literal("{b}"), "b", Sql.literal("$0\\"));

    assertThat(Sql.of("{a} || {b} || {a}", values)).hasToString("'{b}' || '$0\\' || '{b}'");
  }

  @Test
  void leavesOtherBracesToDuckDb() {
    Sql sql = Sql.of("SELECT {k: 1}.k + cardinality(MAP {}) + {n}", Map.of("n", Sql.number(2)));

    assertThat(db.numbers("add", sql)).containsExactly(3L);
  }

  @Test
  void refusesAPlaceholderWithoutAValueAndAValueWithoutAPlaceholder() {
    assertThatThrownBy(() -> Sql.of("SELECT {a}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No value for {a}");
    assertThatThrownBy(() -> Sql.of("SELECT 1", Map.of("a", Sql.number(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No placeholder for [a]");
  }

  @Test
  void aTrailingCommentOfADefinitionStaysInsideTheParentheses() {
    Sql predicate = Sql.ofDefinition("x > 1 -- not less; DROP TABLE t");
    Sql query =
        Sql.of(
            "SELECT count(*) FROM range(5) AS r(x) WHERE ({predicate})",
            Map.of("predicate", predicate));

    assertThat(db.numbers("count", query)).containsExactly(3L);
  }

  @Test
  void writesListsNumbersAndTypes() {
    assertThat(Sql.identifiers(List.of("a", "b\"c"))).hasToString("\"a\", \"b\"\"c\"");
    assertThat(Sql.literals(List.of("a", "b'c"))).hasToString("['a', 'b''c']");
    assertThat(Sql.literals(List.of())).hasToString("[]");
    assertThat(Sql.files(List.of(Path.of("it's", "x.parquet")))).hasToString("['it''s/x.parquet']");
    assertThat(Sql.number(new BigDecimal("1E+3"))).hasToString("1000");
    assertThat(Sql.type(Scalar.INTEGER)).hasToString("BIGINT");
  }
}
