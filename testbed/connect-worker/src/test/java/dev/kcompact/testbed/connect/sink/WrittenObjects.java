package dev.kcompact.testbed.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** Keeps the objects that a sink writes as text, by key. */
final class WrittenObjects implements ObjectTarget {
  private final Map<String, String> objects = new TreeMap<>();

  @Override
  public void put(String key, byte[] content) {
    objects.put(key, new String(content, UTF_8));
  }

  Map<String, String> objects() {
    return objects;
  }
}
