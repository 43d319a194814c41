package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose key, order and rules are inside objects gives what it gives with flat columns. */
class NestedKeyTest {
  private static final String NESTED =
      """
      {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"},
        "who": {"type": "object", "properties": {
          "id": {"type": "string"},
          "in": {"type": "object", "properties": {"nr": {"type": "integer"}}}}},
        "meta": {"type": "object", "properties": {
          "seq": {"type": "integer"}, "at": {"type": "string", "format": "date-time"}}}}}
      """;

  private static final String FLAT =
      """
      {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"}, "id": {"type": "string"}, "nr": {"type": "integer"},
        "seq": {"type": "integer"}, "at": {"type": "string", "format": "date-time"}}}
      """;

  @TempDir Path tmp;

  private static BaseTable table(String schema, String id, String no, String seq, String at) {
    String definition =
        """
        table: t
        domain: d
        source: {topic: t, prefix: topics/t/}
        day: {from: path}
        schema: s.json
        key: [%1$s, n]
        order: [%3$s]
        rules:
          - {name: one_no, unique: [%2$s], severity: warn}
          - {name: fresh, fresh: {column: %4$s, within: 1h}}
        """
            .formatted(id, no, seq, at);
    return (BaseTable)
        TableCatalog.load(
                new DefinitionFiles(Map.of("tables/t.yaml", definition, "s.json", schema)))
            .table("t")
            .orElseThrow();
  }

  /** What became of the rows: the lines that were written and quarantined, and the counts. */
  private record Outcome(
      TreeSet<String> written,
      TreeSet<String> quarantined,
      long duplicates,
      List<String> rules,
      Map<String, Instant> newest) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nestedIsLikeFlat(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> nested = new ArrayList<>();
    List<String> flat = new ArrayList<>();
    for (int line = 0; line < 60; line++) {
      String id = pick(random, "\"a\"", "\"b\"", "\"it's\"", "null");
      String no = pick(random, "1", "2", "3", "null");
      String seq = pick(random, "1", "2", "null");
      String at = pick(random, "\"2026-11-22T01:00:00Z\"", "\"2026-11-22T02:00:00Z\"", "null");
      String place = ", \"_partition\": 0, \"_file_offset\": 0, \"_line\": " + line + "}";
      boolean none = id.equals("null") && no.equals("null") && random.nextBoolean();
      nested.add(
          "{\"n\": 1, \"who\": %s, \"meta\": {\"seq\": %s, \"at\": %s}"
                  .formatted(
                      none ? "null" : "{\"id\": " + id + ", \"in\": {\"nr\": " + no + "}}", seq, at)
              + place);
      flat.add(
          "{\"n\": 1, \"id\": %s, \"nr\": %s, \"seq\": %s, \"at\": %s".formatted(id, no, seq, at)
              + place);
    }

    Outcome inside = run(table(NESTED, "/who/id", "/who/in/nr", "/meta/seq", "/meta/at"), nested);
    Outcome outside = run(table(FLAT, "id", "nr", "seq", "at"), flat);

    assertThat(inside.written()).isEqualTo(outside.written()).isNotEmpty();
    assertThat(inside.quarantined()).isEqualTo(outside.quarantined());
    assertThat(inside.duplicates()).isEqualTo(outside.duplicates());
    assertThat(inside.rules().toString().replace("key:/who/id", "key:/id"))
        .isEqualTo(outside.rules().toString());
    assertThat(inside.newest().get("/meta/at")).isEqualTo(outside.newest().get("at"));
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private Outcome run(BaseTable table, List<String> rows) throws Exception {
    Path folder = Files.createTempDirectory(tmp, "work");
    Path file = folder.resolve("a.parquet");
    ParquetFile.write(file, table, rows, Map.of());
    Outcome all = new Outcome(new TreeSet<>(), new TreeSet<>(), 0, new ArrayList<>(), Map.of());
    for (int bucket = 0; bucket < 2; bucket++) {
      try (DuckDb db = DuckDb.open(256L << 20, 1, folder.resolve("spill"))) {
        ProcessedBucket counts =
            new BucketProcessor(db, table, table.order(), List.of(file))
                .run(
                    new HashBucket("t", bucket, 2),
                    () -> Map.of(new ObjectPosition(0, 0), "object"),
                    Files.createDirectory(folder.resolve("out" + bucket)));
        String nested = table.key().get(0).startsWith("/") ? "who.id || '/' || meta.seq" : null;
        String text = nested == null ? "id || '/' || seq" : nested;
        lines(counts.files(), "SELECT coalesce(" + text + ", '?') FROM files", all.written());
        lines(counts.quarantine(), "SELECT reason || line FROM files", all.quarantined());
        all =
            new Outcome(
                all.written(),
                all.quarantined(),
                all.duplicates() + counts.duplicates(),
                Stream.concat(
                        all.rules().stream(), counts.rules().stream().map(NestedKeyTest::text))
                    .toList(),
                counts.newest().isEmpty() ? all.newest() : counts.newest());
      }
    }
    TreeSet<String> quarantined = new TreeSet<>();
    all.quarantined().forEach(each -> quarantined.add(each.replace("key:/who/id", "key:/id")));
    return new Outcome(all.written(), quarantined, all.duplicates(), all.rules(), all.newest());
  }

  private static String text(BrokenRule rule) {
    return rule.rule() + " " + rule.rows() + " " + rule.samples();
  }

  private static void lines(List<Path> files, String query, TreeSet<String> to) throws Exception {
    if (!files.isEmpty()) {
      ParquetFile.query(files, query + " ORDER BY 1").forEach(row -> to.add(row.get(0)));
    }
  }
}
