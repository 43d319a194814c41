package dev.kcompact.job.write;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.job.table.JobTables;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The job's file sink: one file for each group, committed with its checkpoint. Files are named
 * {@code part-<uuid>-<n>.parquet}; Flink draws the UUID whenever it creates a bucket's writer, so a
 * job that starts without state does not reuse its own earlier names.
 */
public final class CompactedFileSink {
  private CompactedFileSink() {}

  /**
   * @param lake root URI of the lake, ending with a slash
   * @param tables are serialized with the job's graph
   */
  public static FileSink<FileElement> create(String lake, JobTables tables, WriterOptions options) {
    if (!lake.endsWith("/")) {
      throw new IllegalArgumentException("lake does not end with a slash: " + lake);
    }
    return FileSink.forBulkFormat(
            new Path(lake + LakeLayout.COMPACTED), new GroupFileWriterFactory(tables, options))
        .withBucketAssigner(new TableDayBuckets())
        .withRollingPolicy(new RollWithGroup())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("part").withPartSuffix(".parquet").build())
        .build();
  }

  private static final class GroupFileWriterFactory implements BulkWriter.Factory<FileElement> {
    private static final long serialVersionUID = 1L;

    private final JobTables tables;
    private final WriterOptions options;

    /** Created in the task: each task learns on its own. */
    private transient @Nullable LearnedDictionaries learned;

    GroupFileWriterFactory(JobTables tables, WriterOptions options) {
      this.tables = tables;
      this.options = options;
    }

    @Override
    public BulkWriter<FileElement> create(FSDataOutputStream stream) {
      LearnedDictionaries known = learned;
      if (known == null) {
        known = new LearnedDictionaries();
        learned = known;
      }
      return new GroupFileWriter(stream, tables, options, known);
    }
  }

  private static final class TableDayBuckets implements BucketAssigner<FileElement, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(FileElement element, Context context) {
      return element.bucket();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** Called before an element is written, so the first element of a group opens a new file. */
  private static final class RollWithGroup extends CheckpointRollingPolicy<FileElement, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> part, FileElement element) {
      return element.opensFile();
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> part, long currentTime) {
      return false;
    }
  }
}
