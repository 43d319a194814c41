package dev.kcompact.job.write;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A part file's stream as Parquet's writer wants it. Closing does nothing, for the stream belongs
 * to Flink, which commits it; and nothing is ever synced, for on S3 that ends a part upload.
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
    public void flush() {
      // Flink flushes what it commits.
    }

    @Override
    public void close() {
      // Flink closes the stream.
    }
  }
}
