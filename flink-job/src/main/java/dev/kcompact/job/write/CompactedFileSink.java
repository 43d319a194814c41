package dev.kcompact.job.write;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.location.StorageLocation;
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
 * The file sink of the job. It writes one file per group and commits it with its checkpoint. Files
 * are named {@code part-<uuid>-<n>.parquet}; Flink draws a UUID for each new bucket writer, so a
 * job that starts without state does not reuse its names.
 */
public final class CompactedFileSink {
  private static final String S3 = "s3:";

  /** Managed Flink's file sinks use this scheme. */
  private static final String S3A = "s3a:";

  private CompactedFileSink() {}

  public static FileSink<FileElement> create(
      StorageLocation lake, JobTables tables, WriterOptions options) {
    return FileSink.forBulkFormat(target(lake), new GroupFileWriterFactory(tables, options))
        .withBucketAssigner(new TableDayBuckets())
        .withRollingPolicy(new RollWithGroup())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("part").withPartSuffix(".parquet").build())
        .build();
  }

  /**
   * Returns the directory of the compacted files, on S3 for Flink's plugin that supports a file
   * sink. Like a location, a Flink path is not decoded, but it drops empty segments and the final
   * slash.
   */
  static Path target(StorageLocation lake) {
    if (!lake.isDirectory()) {
      throw new IllegalArgumentException("lake is not a directory, write " + lake + "/: " + lake);
    }
    StorageLocation directory = lake.resolve(LakeLayout.COMPACTED);
    String location = directory.toString();
    Path path = new Path(lake.isS3() ? S3A + location.substring(S3.length()) : location);
    String written = path.getPath() + "/";
    if (!written.equals(lake.isS3() ? "/" + directory.path() : directory.path())) {
      throw new IllegalArgumentException(
          "lake has an empty segment, remove the double slash: " + lake);
    }
    return path;
  }

  private static final class GroupFileWriterFactory implements BulkWriter.Factory<FileElement> {
    private static final long serialVersionUID = 1L;

    private final JobTables tables;
    private final WriterOptions options;

    /** Created in the task, so that each task learns separately. */
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

  /** Rolls before an element is written, so the first element of a group opens a new file. */
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
