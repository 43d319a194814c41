package dev.kcompact.testbed.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of a bucket, sorted by key; its folder is read again after a change. */
final class FolderIndex {
  private final Path folder;
  private NavigableMap<String, Entry> objects = new TreeMap<>();
  private volatile boolean stale = true;

  FolderIndex(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  record Entry(long size, Instant modified, String md5) {}

  void becomeStale() {
    stale = true;
  }

  synchronized NavigableMap<String, Entry> objects() throws IOException {
    if (stale) {
      stale = false;
      NavigableMap<String, Entry> found = new TreeMap<>();
      for (Path file : files()) {
        String key = folder.relativize(file).toString();
        found.put(key, entry(key, file));
      }
      objects = Collections.unmodifiableNavigableMap(found);
    }
    return objects;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  /** Does not read a file again if its size and time are unchanged. */
  private Entry entry(String key, Path file) throws IOException {
    long size = Files.size(file);
    Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
    Entry known = objects.get(key);
    return known != null && known.size() == size && known.modified().equals(modified)
        ? known
        : new Entry(size, modified, md5(Files.readAllBytes(file)));
  }

  static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has MD5", e);
    }
  }
}
