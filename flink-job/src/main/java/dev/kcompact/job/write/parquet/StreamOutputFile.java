package dev.kcompact.job.write.parquet;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Adapts a part file's stream to Parquet's writer. Flushing and closing do nothing, because Flink
 * owns and commits the stream. Nothing is synced, because on S3 a sync ends a part of the upload.
 */
final class StreamOutputFile implements OutputFile {
  private final FSDataOutputStream stream;

  StreamOutputFile(FSDataOutputStream stream) {
    this.stream = stream;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Positioned();
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private final class Positioned extends PositionOutputStream {
    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public void write(int oneByte) throws IOException {
      stream.write(oneByte);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      stream.write(bytes, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
