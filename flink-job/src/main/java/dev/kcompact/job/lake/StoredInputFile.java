package dev.kcompact.job.lake;

import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * An object as parquet-java reads it: for footers, so the last bytes come first and are kept. A
 * footer with the lineage of some thousand objects fits, so that most files cost one request.
 */
final class StoredInputFile implements InputFile {
  private static final int TAIL = 256 << 10;

  private final ObjectStore store;
  private final ListedObject object;

  StoredInputFile(ObjectStore store, ListedObject object) {
    this.store = store;
    this.object = object;
  }

  @Override
  public long getLength() {
    return object.size();
  }

  @Override
  public SeekableInputStream newStream() {
    TailStream stream = new TailStream();
    return new DelegatingSeekableInputStream(stream) {
      @Override
      public long getPos() {
        return stream.position;
      }

      @Override
      public void seek(long position) {
        stream.position = position;
      }
    };
  }

  /** Reads ahead from the position asked for, to the end where that is near. */
  private final class TailStream extends InputStream {
    private long position;
    private long bufferStart;
    private byte[] buffer = new byte[0];

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position >= object.size()) {
        return -1;
      }
      if (position < bufferStart || position >= bufferStart + buffer.length) {
        fill(length);
      }
      int from = Math.toIntExact(position - bufferStart);
      int count = Math.min(length, buffer.length - from);
      System.arraycopy(buffer, from, target, offset, count);
      position += count;
      return count;
    }

    private void fill(int wanted) throws IOException {
      long left = object.size() - position;
      if (left <= 0) {
        throw new EOFException("Failed to read object: ends early: " + object.key());
      }
      bufferStart = left < TAIL ? Math.max(0, object.size() - TAIL) : position;
      long length = Math.min(object.size() - bufferStart, Math.max(wanted, TAIL));
      buffer = store.read(object.key(), bufferStart, Math.toIntExact(length));
    }
  }
}
