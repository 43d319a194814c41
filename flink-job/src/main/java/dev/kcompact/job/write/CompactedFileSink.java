package dev.kcompact.job.write;

import dev.kcompact.job.table.JobTables;
import org.apache.flink.connector.file.sink.FileSink;

/** The file sink of the job: one file a group, committed with its checkpoint. */
public final class CompactedFileSink {
  private CompactedFileSink() {}

  /**
   * @param lake root URI of the lake, ending with a slash
   */
  public static FileSink<FileElement> create(String lake, JobTables tables, WriterOptions options) {
    throw new UnsupportedOperationException("comes with the next commit: " + lake);
  }
}
