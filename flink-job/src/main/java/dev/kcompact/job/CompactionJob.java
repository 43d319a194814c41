package dev.kcompact.job;

import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.job.chain.ChainedType;
import dev.kcompact.job.compact.Compactor;
import dev.kcompact.job.compact.GroupTask;
import dev.kcompact.job.config.JobOptions;
import dev.kcompact.job.config.RuntimeProperties;
import dev.kcompact.job.deadletter.DeadLetterSink;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.source.FileGroupSource;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.DefinitionLoader;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.write.CompactedFileSink;
import dev.kcompact.job.write.FileElement;
import dev.kcompact.job.write.LakeProbe;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The streaming job: compacts raw objects into Parquet files and sends corrupt records to Kafka.
 * Managed Flink or the operator configures checkpoints, state backend and restart strategy.
 */
public final class CompactionJob {
  private CompactionJob() {}

  /** Takes no arguments on Managed Flink; elsewhere {@code --properties FILE}. */
  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.read(RuntimeProperties.read(propertiesFile(args)));
    if (!options.source().bounded()) {
      LakeProbe.check(
          options.source().lake(), options.store().endpoint(), options.store().region());
    }
    ObjectStores stores = ObjectStores.of(options.store());
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, options, tables(options, stores), stores);
    environment.execute("kcompact");
  }

  /** Every operator has a uid, so that savepoints match. */
  static void build(
      StreamExecutionEnvironment environment,
      JobOptions options,
      JobTables tables,
      ObjectStores stores) {
    SingleOutputStreamOperator<FileElement> rows =
        environment
            .fromSource(
                new FileGroupSource(options.source(), tables, stores, notifications(options)),
                WatermarkStrategy.noWatermarks(),
                "file groups",
                new ChainedType<>(GroupTask.class))
            .uid("file-groups")
            .process(new Compactor(options.compactor(), tables, stores, options.deadLetters()))
            .returns(Compactor.producedType())
            .name("compactor")
            .uid("compactor");
    rows.sinkTo(CompactedFileSink.create(options.source().lake(), tables, options.writer()))
        .name("compacted files")
        .uid("compacted-files");
    if (options.deadLetters() != null) {
      rows.getSideOutput(Compactor.DEAD_LETTERS)
          .sinkTo(DeadLetterSink.create(options.deadLetters()))
          .name("dead letters")
          .uid("dead-letters");
    }
  }

  private static ObjectNotifications.@Nullable Factory notifications(JobOptions options) {
    return options.notifications() == null
        ? null
        : ObjectNotifications.Factory.of(options.notifications(), options.store());
  }

  private static JobTables tables(JobOptions options, ObjectStores stores) throws IOException {
    try (ObjectStore store = stores.open(options.tables(), kind -> {})) {
      return new JobTables(DefinitionLoader.load(store));
    } catch (InvalidDefinitionsException e) {
      throw new IllegalArgumentException(
          "Failed to load table definitions: " + options.tables() + ": " + e.getMessage(), e);
    }
  }

  private static Path propertiesFile(String[] args) {
    if (args.length == 0) {
      return RuntimeProperties.MANAGED;
    }
    if (args.length == 2 && args[0].equals("--properties")) {
      return Path.of(args[1]);
    }
    throw new IllegalArgumentException("Usage: CompactionJob [--properties FILE]");
  }
}
