package dev.kcompact.benchmark.spark;

import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Spark with two threads: for each table the JSON reader with a declared schema, and the Parquet
 * writer. Arguments: source, output, folder of definitions.
 */
public final class SparkPeer {
  /** One file for each thread; by default Spark writes one for every few objects. */
  private static final int FILES = 2;

  private SparkPeer() {}

  public static void main(String[] arguments) throws IOException {
    TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(Path.of(arguments[2])));
    try (SparkSession spark = session()) {
      for (BaseTable table : catalog.baseTables()) {
        spark
            .read()
            .schema(ddl(table.schema()))
            .option("recursiveFileLookup", "true")
            .json(arguments[0] + table.prefix())
            .coalesce(FILES)
            .write()
            .parquet(arguments[1] + table.name());
      }
    }
  }

  /** A session in this JVM that listens on 127.0.0.1 only. */
  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .config("spark.hadoop.parquet.compression.codec.zstd.level", "1")
        .getOrCreate();
  }

  /** The declared columns in Spark's DDL, which is that of Hive. */
  static String ddl(TableSchema schema) {
    return schema.columns().stream()
        .map(field -> field.name() + " " + TypeNames.glue(field.type()))
        .collect(Collectors.joining(", "));
  }
}
