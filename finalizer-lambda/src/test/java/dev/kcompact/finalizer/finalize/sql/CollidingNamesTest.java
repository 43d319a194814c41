package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.QualityRule.Reference;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.rules.ReferenceSql;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns and fields may have the names of what kcompact's SQL and DuckDB themselves use. */
class CollidingNamesTest {
  private static final long MEMORY = 256L << 20;
  private static final String PLACE = "\"_partition\": 0, \"_file_offset\": 0, \"_line\": ";

  @TempDir Path tmp;

  private static TableCatalog catalog(String column, String more) {
    String definition =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: path}
        schema: s.json
        key: [id]
        order: [%1$s]
        rules:
          - {name: one, unique: [%1$s, id], severity: warn}
          - {name: known, references: {table: other, columns: {%1$s: %1$s}}}
        """
            .formatted(column);
    String schema =
        """
        {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string"},
          "%1$s": {"type": "integer", "maximum": 9},
          "nested": {"type": "object", "properties": {
            "%1$s": {"type": "integer", "maximum": 9},
            "_source_key": {"type": "string"},
            "_file": {"type": "array", "items": {"type": "integer", "maximum": 9}}}}}}
        """
            .formatted(column);
    String other =
        "table: other\ndomain: d\nsource: {topic: o, prefix: topics/o/}\nday: {from: path}\n"
            + "schema: s.json\nkey: [id]\n";
    String derived =
        "table: made\ndomain: d\nday: {from: inputs}\nschema: s.json\nkey: [id]\ninputs: [t]\n"
            + "sql: made.sql\n";
    return TableCatalog.load(
        new DefinitionFiles(
            Map.of(
                "tables/t.yaml", definition,
                "tables/other.yaml", other,
                "tables/made.yaml", derived + more,
                "made.sql", "SELECT * FROM t",
                "s.json", schema)));
  }

  private static String row(String column, String id, int line, Integer value) {
    return "{\"id\": \"%s\", \"%s\": %s, \"nested\": {\"%s\": %s, \"_source_key\": \"n\", \"_file\": [1]}, %s%d}"
        .formatted(id, column, value, column, value, PLACE, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file_row_number",
        "file_index",
        "File_Index",
        "filename",
        "r",
        "bucket_rows",
        "row_status",
        "reason",
        "v",
        "value",
        "element",
        "rowid"
      })
  void aColumnWithTheNameGivesWhatAnotherGives(String column) throws Exception {
    TableCatalog catalog = catalog(column, "");
    BaseTable table = (BaseTable) catalog.table("t").orElseThrow();
    Path folder = Files.createDirectory(tmp.resolve("year=2026"));
    Path first = folder.resolve("a.parquet");
    Path second = folder.resolve("b.parquet");
    ParquetFile.write(
        first,
        table,
        List.of(row(column, "a", 0, 7), row(column, "a", 1, 8), row(column, "b", 2, 10)),
        Map.of());
    ParquetFile.write(
        second, table, List.of(row(column, "c", 3, 7), row(column, "a", 4, 6)), Map.of());

    try (DuckDb db = DuckDb.open(MEMORY, 1, tmp.resolve("probe"))) {
      new RuleProbe(db, catalog).check();
    }
    try (DuckDb db = DuckDb.open(MEMORY, 1, tmp.resolve("spill"))) {
      BaseTable other = (BaseTable) catalog.table("other").orElseThrow();
      Reference reference = (Reference) table.rules().get(1);
      db.execute("create", ReferenceSql.create(reference, other));
      db.execute(
          "fill",
          ReferenceSql.insertCompacted(
              reference, InputRows.read(db, other, List.of(first)).query()));
      db.execute("fill", ReferenceSql.insertPublished(reference, other, second));
      ProcessedBucket counts =
          new BucketProcessor(db, table, table.order(), List.of(first, second))
              .run(
                  new HashBucket("t", 0, 1),
                  () -> Map.of(new ObjectPosition(0, 0), "object"),
                  Files.createDirectory(tmp.resolve("out")));

      assertThat(counts.rowsIn()).isEqualTo(5);
      assertThat(counts.duplicates()).isEqualTo(2);
      assertThat(
              ParquetFile.query(
                  counts.files(), "SELECT id, \"" + column + "\" FROM files ORDER BY id"))
          .containsExactly(List.of("a", "8"), List.of("c", "7"));
      assertThat(ParquetFile.query(counts.quarantine(), "SELECT reason, line FROM files"))
          .containsExactly(List.of("maximum:/%1$s,maximum:/nested/%1$s".formatted(column), "2"));

      DerivedTable made = (DerivedTable) catalog.table("made").orElseThrow();
      List<Path> result =
          new DerivedTableQuery(db, made, catalog)
              .run(Map.of("t", counts.files()), Files.createDirectory(tmp.resolve("derived")));
      assertThat(ParquetFile.query(result, "SELECT id, \"" + column + "\" FROM files ORDER BY id"))
          .containsExactly(List.of("a", "8"), List.of("c", "7"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dt", "DT", "Dt"})
  void thePartitionColumnIsRefused(String column) {
    assertThatThrownBy(() -> catalog(column, ""))
        .isInstanceOf(InvalidDefinitionsException.class)
        .hasMessageContaining(
            "s.json at /properties/%1$s: is the partition column of the published table; expected"
                + " another name, with x-from: %1$s",
            column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all_rows",
        "bucket_rows",
        "row_status",
        "superseded",
        "unique_violations",
        "excluded_rows",
        "source_objects",
        "reference_x"
      })
  void anInputWithTheNameOfAnOwnRelationIsRefused(String name) {
    Map<String, String> files =
        Map.of(
            "tables/a.yaml",
            "table: "
                + name
                + "\ndomain: d\nsource: {topic: t, prefix: t/}\nday: {from: path}\n"
                + "schema: s.json\n",
            "tables/b.yaml",
            "table: b\ndomain: d\nday: {from: inputs}\nschema: s.json\nkey: [id]\nsql: b.sql\n"
                + "inputs: ["
                + name
                + "]\n"
                + "rules:\n  - {name: x, references: {table: "
                + name
                + ", columns: {id: id}}}\n",
            "b.sql",
            "SELECT 1",
            "s.json",
            "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}");
    assertThatThrownBy(() -> TableCatalog.load(new DefinitionFiles(files)))
        .isInstanceOf(InvalidDefinitionsException.class)
        .hasMessageContaining(
            "tables/b.yaml at /inputs/0: is " + name + ", as a relation of kcompact's own");
  }

  @Test
  void aRuleThatDuckDbDoesNotTakeIsNamedBeforeAFileIsRead() {
    TableCatalog catalog = catalog("x", "rules:\n  - {name: typo, sql: \"no_such_column > 0\"}\n");
    try (DuckDb db = DuckDb.open(MEMORY, 1, tmp.resolve("spill"))) {
      assertThatThrownBy(() -> new RuleProbe(db, catalog).check())
          .hasMessageStartingWith("Failed to compile rule typo of table made: ")
          .hasMessageContaining("no_such_column");
    }
  }

  @Test
  void rulesMayNameInputsAndOwnColumns() {
    TableCatalog catalog =
        catalog("x", "rules:\n  - {name: all, sql: \"x IN (SELECT x FROM t) AND nested.x > 0\"}\n");
    try (DuckDb db = DuckDb.open(MEMORY, 1, tmp.resolve("spill"))) {
      new RuleProbe(db, catalog).check();
      TableDefinition table = catalog.table("made").orElseThrow();
      assertThat(table.rules()).hasSize(1);
    }
  }
}
