package dev.kcompact.benchmark.flink;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.formats.parquet.row.ParquetRowDataBuilder;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink without kcompact, with two slots: for each table a FileSource, a map with Jackson, and a
 * FileSink with Flink's Parquet writer. Runs in BATCH mode, which writes a file for each slot
 * instead of each checkpoint. Arguments: source, output, folder of definitions.
 */
public final class FlinkPeer {
  private static final int SLOTS = 2;

  private FlinkPeer() {}

  public static void main(String[] arguments) throws Exception {
    Configuration configuration = configuration();
    FileSystem.initialize(
        configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(SLOTS, configuration);
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(Path.of(arguments[2])));
    for (BaseTable table : catalog.baseTables()) {
      RowType type = RowTypes.of(table.schema().root());
      FileSource<String> source =
          FileSource.forRecordStreamFormat(
                  new TextLineInputFormat(),
                  new org.apache.flink.core.fs.Path(arguments[0] + table.prefix()))
              .build();
      environment
          .fromSource(source, WatermarkStrategy.noWatermarks(), table.name())
          .map(new JsonToRow(table.name(), arguments[2]))
          .returns(InternalTypeInfo.of(type))
          .sinkTo(sink(arguments[1] + table.name(), type));
    }
    environment.execute("stock");
    // A source's fetcher thread sometimes remains and would keep the JVM running.
    System.exit(0);
  }

  private static FileSink<RowData> sink(String folder, RowType type) {
    org.apache.hadoop.conf.Configuration parquet = new org.apache.hadoop.conf.Configuration(false);
    parquet.set("parquet.compression", "ZSTD");
    parquet.set("parquet.compression.codec.zstd.level", "1");
    parquet.set("parquet.write.int64.timestamp", "true");
    parquet.set("parquet.timestamp.time.unit", "micros");
    return FileSink.forBulkFormat(
            new org.apache.flink.core.fs.Path(folder),
            ParquetRowDataBuilder.createWriterFactory(type, parquet, true))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withOutputFileConfig(OutputFileConfig.builder().withPartSuffix(".parquet").build())
        .build();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    Map.of(
            "rest.address", "127.0.0.1",
            "rest.bind-address", "127.0.0.1",
            "rest.bind-port", "0",
            "jobmanager.rpc.address", "127.0.0.1",
            "jobmanager.bind-host", "127.0.0.1",
            "taskmanager.host", "127.0.0.1",
            "taskmanager.bind-host", "127.0.0.1",
            "taskmanager.numberOfTaskSlots", Integer.toString(SLOTS),
            // Avoids the two copies that Flink makes of each row by default.
            "pipeline.object-reuse", "true",
            "restart-strategy.type", "none")
        .forEach(configuration::setString);
    String endpoint = System.getenv("S3_ENDPOINT");
    if (endpoint != null) {
      Map.of(
              "s3.endpoint", endpoint,
              "s3.endpoint.region", "us-east-1",
              "s3.path.style.access", "true",
              "s3.access-key", "local",
              "s3.secret-key", "localsecret",
              "fs.s3a.aws.credentials.provider",
                  "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider")
          .forEach(configuration::setString);
    }
    return configuration;
  }
}
