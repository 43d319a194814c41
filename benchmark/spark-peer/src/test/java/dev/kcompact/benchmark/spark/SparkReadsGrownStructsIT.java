package dev.kcompact.benchmark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads files of a table whose struct grew, with Spark: compacted by the packaged job before and
 * after, and processed files as DuckDB writes them.
 */
@Tag("full")
class SparkReadsGrownStructsIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../..").normalize();
  private static final String SMALL = "\"a\":{\"type\":\"integer\"}";
  private static final String LARGE = SMALL + ",\"b\":{\"type\":\"string\"}";
  private static final String VALUES = "s.a, s.b, s.inner.a, s.inner.b, l[0].a, l[0].b, m.x.b";
  private static final String OLD = "[7,null,7,null,7,null,null]";
  private static final String NEW = "[7,x,7,x,7,x,x]";

  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = SparkPeer.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void compactedFilesOfBothFormsAreReadByTheNewSchemaAndByMerging() throws Exception {
    compact(SMALL, 0);
    compact(LARGE, 1);
    String files = folder.resolve("lake/compacted/t").toString();
    assertThat(parquetFiles(Path.of(files))).as("one of each form").hasSize(2);

    assertThat(texts(spark.read().schema(SparkPeer.ddl(table(LARGE).schema())).parquet(files)))
        .containsExactlyInAnyOrder(OLD, NEW);
    assertThat(texts(spark.read().option("mergeSchema", "true").parquet(files)))
        .containsExactlyInAnyOrder(OLD, NEW);
  }

  @Test
  void processedFilesOfBothFormsAreReadByTheNewSchemaAndByMerging() throws Exception {
    Path processed = Files.createDirectories(folder.resolve("processed"));
    write(processed.resolve("old.parquet"), "{'a': 7::BIGINT}");
    write(processed.resolve("new.parquet"), "{'a': 7::BIGINT, 'b': 'x'}");
    String files = processed.toString();

    assertThat(texts(spark.read().schema(SparkPeer.ddl(table(LARGE).schema())).parquet(files)))
        .containsExactlyInAnyOrder(OLD, NEW);
    assertThat(texts(spark.read().option("mergeSchema", "true").parquet(files)))
        .containsExactlyInAnyOrder(OLD, NEW);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.selectExpr(VALUES.split(", ")).collectAsList().stream().map(Row::toString).toList();
  }

  private static void write(Path file, String struct) throws Exception {
    String outer = struct.replace("}", ", 'inner': " + struct + "}");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 1::BIGINT AS id, %s AS s, [%s] AS l, MAP {'x': %s} AS m) TO '%s'"
                  .formatted(outer, struct, struct, file)
              + " (FORMAT parquet)");
    }
  }

  private static List<Path> parquetFiles(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  private static BaseTable table(String fields) throws IOException {
    return TableCatalog.load(DefinitionFiles.readFolder(definitions(fields))).baseTables().get(0);
  }

  private static Path definitions(String fields) throws IOException {
    Path conf = Files.createTempDirectory(folder, "conf");
    String struct = "{\"type\":\"object\",\"properties\":{" + fields + "}}";
    String outer = "{\"type\":\"object\",\"properties\":{" + fields + ",\"inner\":" + struct + "}}";
    Files.createDirectories(conf.resolve("tables"));
    Files.createDirectories(conf.resolve("schemas"));
    Files.writeString(
        conf.resolve("tables/t.yaml"),
        """
        table: t
        domain: d
        source: { topic: t, prefix: topics/t/, naming: confluent }
        day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
        schema: schemas/t.schema.json
        key: [id]
        """);
    Files.writeString(
        conf.resolve("schemas/t.schema.json"),
        "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"},"
            + "\"s\":%s,\"l\":{\"type\":\"array\",\"items\":%s},".formatted(outer, struct)
            + "\"m\":{\"type\":\"object\",\"additionalProperties\":%s}}}".formatted(struct));
    return conf;
  }

  /** Adds an object and compacts it with a definition. */
  private static void compact(String fields, int offset) throws Exception {
    Path day = Files.createDirectories(folder.resolve("raw/topics/t/dt=2026-11-22"));
    String value = "{\"a\":7,\"b\":\"x\"}";
    Files.writeString(
        day.resolve("t+0+%010d.json".formatted(offset)),
        "{\"id\":%d,\"s\":{\"a\":7,\"b\":\"x\",\"inner\":%s},\"l\":[%s],\"m\":{\"x\":%s}}"
            .formatted(offset, value, value, value));
    Path log = folder.resolve("compact-" + offset + ".log");
    Process compact =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dkcompact.home=" + HOME.resolve("cli/command/target/kcompact"),
                "-cp",
                HOME.resolve("cli/command/target/kcompact/lib") + "/*",
                "dev.kcompact.cli.KcompactCommand",
                "compact",
                "--source",
                folder.resolve("raw").toUri().toString(),
                "--lake",
                folder.resolve("lake").toUri().toString(),
                "--tables",
                definitions(fields).toString(),
                "--work",
                folder.resolve("work").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(compact.waitFor()).as(Files.readString(log)).isZero();
  }
}
