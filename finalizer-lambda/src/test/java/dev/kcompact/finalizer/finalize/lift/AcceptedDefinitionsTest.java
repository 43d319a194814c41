package dev.kcompact.finalizer.finalize.lift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import dev.kcompact.finalizer.finalize.rules.TableRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A definition is refused when it is read, in lines with what to write instead, or does what it
 * says: of the values that JSON Schema admits each passes the decoder's types and the rules in
 * DuckDB, of those that it excludes none does. Each line of definitions.jsonl has the schema of a
 * column {@code v} (or of the record), whether it must be accepted ({@code true}, {@code false} or
 * {@code "either"}), and values of {@code v}.
 */
class AcceptedDefinitionsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  /** Another file of the same form. */
  private static final String OTHER = System.getProperty("kcompact.definitions", "");

  @TempDir Path tmp;

  @Test
  void eachIsRefusedOrDoesWhatItSays() throws IOException {
    List<String> wrong = new ArrayList<>();
    int accepted = 0;
    List<String> lines = lines();
    try (DuckDb db = DuckDb.open(256L << 20, 1, tmp)) {
      for (String line : lines) {
        JsonNode each = JSON.readTree(line);
        Optional<BaseTable> table = read(each, wrong);
        if (table.isPresent()) {
          accepted++;
          check(db, table.get(), each, wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(accepted).isPositive().isLessThan(lines.size());
  }

  private static List<String> lines() throws IOException {
    if (!OTHER.isEmpty()) {
      return Files.readAllLines(Path.of(OTHER));
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    AcceptedDefinitionsTest.class.getResourceAsStream("definitions.jsonl")),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private static Optional<BaseTable> read(JsonNode line, List<String> wrong) {
    String root =
        line.has("root")
            ? line.get("root").toString()
            : "{\"type\":\"object\",\"properties\":{\"v\":" + line.get("schema") + "}}";
    String table =
        "table: t\ndomain: d\nsource: {topic: t, prefix: topics/t/}\nday: {from: last-modified}\n"
            + "schema: s.json\n";
    try {
      TableCatalog catalog =
          TableCatalog.load(new DefinitionFiles(Map.of("tables/t.yaml", table, "s.json", root)));
      if (line.get("accepted").isBoolean() && !line.get("accepted").booleanValue()) {
        wrong.add("accepted: " + line);
      }
      return Optional.of(catalog.baseTables().get(0));
    } catch (InvalidDefinitionsException e) {
      boolean isClear =
          e.problems().stream()
              .allMatch(
                  each ->
                      each.file().equals("s.json")
                          && each.message().matches("(?s)[^\n]*(expected|contradicts)[^\n]*"));
      if (line.get("accepted").isBoolean() && line.get("accepted").booleanValue() || !isClear) {
        wrong.add("refused: " + line + " " + e.problems());
      }
      return Optional.empty();
    }
  }

  private static void check(DuckDb db, BaseTable table, JsonNode line, List<String> wrong) {
    List<JsonNode> values = new ArrayList<>();
    line.path("valid").forEach(values::add);
    int valid = values.size();
    line.path("invalid").forEach(values::add);
    if (values.isEmpty()) {
      return;
    }
    List<String> broken = broken(db, table, values);
    for (int i = 0; i < values.size(); i++) {
      if (i < valid != broken.get(i).isEmpty()) {
        wrong.add(values.get(i) + " breaks [" + broken.get(i) + "]: " + line);
      }
    }
  }

  /** Returns for each value the rules that it breaks, or that its type is not the column's. */
  private static List<String> broken(DuckDb db, BaseTable table, List<JsonNode> values) {
    Field field = table.schema().column("v").orElseThrow();
    List<RowPredicate> rules = TableRules.of(table).stream().map(RowPredicate.class::cast).toList();
    List<String> broken = new ArrayList<>();
    List<Sql> rows = new ArrayList<>();
    for (JsonNode value : values) {
      String lifted = lifted(field, value);
      broken.add(lifted == null ? "type" : "");
      rows.add(
          Sql.of(
              "({index}, {document})",
              Map.of(
                  "index", Sql.number(rows.size()),
                  "document", Sql.literal("{\"v\":" + (lifted == null ? "null" : lifted) + "}"))));
    }
    Sql query =
        Sql.of(
            """
            SELECT _index{flags}
            FROM (SELECT _index, CAST({json} AS {type}) AS v
              FROM (VALUES {rows}) _values(_index, _document))
            """,
            Map.of(
                "flags", rules.stream().map(AcceptedDefinitionsTest::flag).collect(Sql.joining("")),
                "json", json(field),
                "type", Sql.type(field.type()),
                "rows", rows.stream().collect(Sql.joining(", "))));
    db.forEach(
        "check the values of " + table.schema(),
        query,
        row -> {
          for (int i = 0; i < rules.size(); i++) {
            if (!row.getBoolean(i + 2) && !row.wasNull()) {
              broken.set(row.getInt(1), broken.get(row.getInt(1)) + rules.get(i).name());
            }
          }
        });
    return broken;
  }

  private static Sql flag(RowPredicate rule) {
    return Sql.of(", CAST(({predicate}) AS BOOLEAN)", Map.of("predicate", rule.predicate()));
  }

  private static Sql json(Field field) {
    return field.type() instanceof Scalar || field.type() instanceof DecimalType
        ? Sql.of("json_extract_string(_document, '/v')")
        : Sql.of("json_extract(_document, '/v')");
  }

  /**
   * Returns the value as the finalizer reads it, as strictly as the job; null if it does not fit.
   */
  private static @Nullable String lifted(Field field, JsonNode value) {
    StringBuilder lifted = new StringBuilder();
    try {
      new ValueLifter(Dialect.PLAIN)
          .append(lifted, field, JsonValueReader.read(value.toString()), "v");
      return lifted.toString();
    } catch (UnfitValueException e) {
      return null;
    }
  }
}
