package dev.kcompact.cli.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A field that the real job rescued becomes a column of the finalized day. */
@Tag("full")
class EvolvedDayIT {
  private static final Path KCOMPACT =
      Path.of(System.getProperty("basedir", "."))
          .resolve("target/kcompact/bin/kcompact")
          .toAbsolutePath();

  @TempDir Path tmp;

  private void write(String name, String text) throws Exception {
    Path file = tmp.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private String run(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("sh", KCOMPACT.toString()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--tables", tmp.resolve("conf").toString()));
    Path output = tmp.resolve("output");
    Process process =
        new ProcessBuilder(line)
            .directory(tmp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    String printed = Files.readString(output);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  @Test
  void theColumnHasItsValues() throws Exception {
    write(
        "conf/tables/clicks.yaml",
        """
        table: clicks
        domain: web
        source: { topic: clicks, prefix: topics/clicks/, naming: confluent }
        day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
        schema: schemas/clicks.schema.json
        key: [id]
        """);
    write(
        "conf/schemas/clicks.schema.json",
        """
        {
          "type": "object",
          "required": ["id"],
          "properties": {
            "id": { "type": "integer" }
          }
        }
        """);
    write(
        "raw/topics/clicks/dt=2026-11-22/clicks+0+0000000000.json",
        "{\"id\":1,\"page\":\"/a\",\"ms\":12}\n{\"id\":2,\"ms\":3.25}\n");
    String source = "file://" + tmp.resolve("raw") + "/";
    String lake = "file://" + tmp.resolve("lake") + "/";

    assertThat(run("check", "--source", source)).contains("unknown field page: string 1");
    assertThat(run("compact", "--source", source, "--lake", lake)).contains("2 rows");
    assertThat(run("evolve", "--lake", lake, "--write")).contains("+    \"page\": ");

    assertThat(finalized()).containsExactly("1 /a 12.0000", "2 null 3.2500");
  }

  private List<String> finalized() throws Exception {
    DefinitionFiles definitions = DefinitionFiles.readFolder(tmp.resolve("conf"));
    BaseTable table = TableCatalog.load(definitions).baseTables().get(0);
    List<String> rows = new ArrayList<>();
    try (DuckDb db = DuckDb.open(128L << 20, 1, tmp.resolve("spill"));
        Stream<Path> walk = Files.walk(tmp.resolve("lake/compacted"))) {
      List<Path> files = walk.filter(file -> file.toString().endsWith(".parquet")).toList();
      Path out = Files.createDirectories(tmp.resolve("out"));
      ProcessedBucket bucket =
          new BucketProcessor(db, table, table.order(), files)
              .run(new HashBucket("clicks", 0, 1), Map::of, out);
      db.forEach(
          "read",
          Sql.of(
              "SELECT id || ' ' || coalesce(page, 'null') || ' ' || ms"
                  + " FROM read_parquet({files}) ORDER BY id",
              Map.of("files", Sql.files(bucket.files()))),
          row -> rows.add(row.getString(1)));
    }
    return rows;
  }
}
