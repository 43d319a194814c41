package dev.kcompact.finalizer.store;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response body that fails if it ends before its declared length: the JDK's URL connection treats
 * a connection that closes early as the end of the body. Not thread-safe.
 */
final class LengthCheckedBody extends InputStream {
  private final InputStream body;
  private final long length;
  private long read;

  /** Without a {@code length}, any end is accepted. */
  LengthCheckedBody(InputStream body, @Nullable Long length) {
    this.body = body;
    this.length = length == null ? 0 : length;
  }

  @Override
  public int read() throws IOException {
    int next = body.read();
    counted(next < 0 ? -1 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    return counted(body.read(into, from, most));
  }

  private int counted(int bytes) throws IOException {
    if (bytes >= 0) {
      read += bytes;
    } else if (read < length) {
      throw new IOException("the response ended at byte " + read + " of " + length);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
