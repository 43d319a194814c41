package dev.kcompact.testbed.sample;

import java.io.Closeable;
import java.io.IOException;

/** Where raw objects are written. Implementations may be called by many threads at once. */
public interface ObjectSink extends Closeable {
  /**
   * Writes an object; when this returns a listing shows it.
   *
   * @param key relative to the sink's root
   * @throws IOException naming the object's location
   */
  void put(String key, byte[] content) throws IOException;

  @Override
  default void close() throws IOException {}
}
