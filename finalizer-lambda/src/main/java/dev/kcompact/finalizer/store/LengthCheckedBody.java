package dev.kcompact.finalizer.store;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that fails where it ends before its length: the JDK's URL connection takes a connection
 * that is closed too early for the body's end. Belongs to one thread.
 */
final class LengthCheckedBody extends InputStream {
  private final InputStream body;
  private final long length;
  private long read;

  /**
   * @param length as the head says; null where it does not, and any end is the end
   */
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
      throw new IOException("the answer ended at byte " + read + " of " + length);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
