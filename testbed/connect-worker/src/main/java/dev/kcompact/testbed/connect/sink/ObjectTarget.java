package dev.kcompact.testbed.connect.sink;

/** Where a sink writes its objects. */
@FunctionalInterface
interface ObjectTarget {
  /** Writes an object, in place of one with the same key. */
  void put(String key, byte[] content);
}
