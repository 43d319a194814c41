package dev.kcompact.testbed.connect.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** The content of an object that is being written, in memory. */
final class ObjectBody {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStream out;

  /**
   * @param isGzip whether the content is one gzip member
   */
  ObjectBody(boolean isGzip) {
    try {
      out = isGzip ? new GZIPOutputStream(bytes) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to begin a gzip member", e);
    }
  }

  void add(byte[] content) {
    try {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to compress an object", e);
    }
  }

  /** Ends the content and returns its bytes. */
  byte[] end() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to end an object", e);
    }
    return bytes.toByteArray();
  }
}
