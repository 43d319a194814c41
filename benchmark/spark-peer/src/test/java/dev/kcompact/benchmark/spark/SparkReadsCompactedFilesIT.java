package dev.kcompact.benchmark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.benchmark.compare.ContentHash;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the files of a run of the packaged job with Spark, corrupt records included. */
class SparkReadsCompactedFilesIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../..").normalize();
  private static final LocalDate DATE = LocalDate.of(2026, 11, 21);

  @TempDir private static Path folder;
  private static SampleDay day;
  private static List<BaseTable> tables;
  private static SparkSession spark;

  @BeforeAll
  static void compact() throws Exception {
    tables = TableCatalog.load(DefinitionFiles.readFolder(HOME.resolve("conf"))).baseTables();
    day = SampleDay.of(SampleSpec.of(6, DATE, 120, 20));
    new SampleWriter(day, ObjectSink.ofDirectory(folder.resolve("raw")), 2, () -> {}).write();
    assertThat(kcompact("compact")).as("see " + folder.resolve("compact.log")).isZero();
    spark = SparkPeer.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static int kcompact(String command) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dkcompact.home=" + HOME.resolve("cli/command/target/kcompact"),
            "-cp",
            HOME.resolve("cli/command/target/kcompact/lib") + "/*",
            "dev.kcompact.cli.KcompactCommand",
            command,
            "--source",
            folder.resolve("raw").toUri().toString(),
            "--lake",
            folder.resolve("lake").toUri().toString(),
            "--tables",
            HOME.resolve("conf").toString(),
            "--work",
            folder.resolve("work").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command + ".log").toFile())
        .start()
        .waitFor();
  }

  private static Dataset<Row> read(BaseTable table) {
    return spark.read().parquet(directory(table).toString());
  }

  private static Path directory(BaseTable table) {
    return folder.resolve("lake/compacted").resolve(table.name()).resolve("dt=" + DATE);
  }

  @Test
  void namesTypesAndNullabilityAreTheDeclaredOnes() {
    String added =
        Stream.of(AddedColumn.values())
            .map(
                column ->
                    column.columnName()
                        + " "
                        + (column.isNarrow() ? "int" : TypeNames.glue(column.type())))
            .collect(Collectors.joining(", "));
    for (BaseTable table : tables) {
      StructType expected = StructType.fromDDL(SparkPeer.ddl(table.schema()) + ", " + added);
      assertThat(read(table).schema().treeString())
          .as(table.name())
          .isEqualTo(expected.treeString());
    }
  }

  @Test
  void valuesAreThoseThatOthersRead() throws Exception {
    for (BaseTable table : tables) {
      read(table)
          .select(
              table.schema().columns().stream()
                  .map(field -> functions.col(field.name()))
                  .toArray(org.apache.spark.sql.Column[]::new))
          .write()
          .parquet(folder.resolve("copy").resolve(table.name()).toString());
    }
    assertThat(ContentHash.of(tables, folder.resolve("copy") + "/%s/*.parquet"))
        .isEqualTo(ContentHash.of(tables, folder.resolve("lake/compacted") + "/%s/*/*.parquet"))
        .extracting(ContentHash.Content::rows)
        .isEqualTo(day.records());
  }

  @Test
  void corruptRowsHaveTheirTextAndReasonAndNothingElse() throws IOException {
    for (BaseTable table : tables) {
      Dataset<Row> corrupt = read(table).where("_corrupt_reason IS NOT NULL");
      String anyData =
          table.schema().columns().stream()
              .map(field -> field.name() + " IS NOT NULL")
              .collect(Collectors.joining(" OR "));
      assertThat(corrupt.where(anyData + " OR _corrupt_record IS NULL").count()).isZero();
      assertThat(Files.exists(directory(table))).isTrue();
    }
    long all =
        tables.stream().mapToLong(t -> read(t).where("_corrupt_reason IS NOT NULL").count()).sum();
    assertThat(all).isPositive();
  }
}
