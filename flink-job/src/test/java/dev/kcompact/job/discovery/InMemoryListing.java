package dev.kcompact.job.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store in memory that lists like S3, in pages of 1,000. */
public final class InMemoryListing implements ObjectStore {
  private static final int PAGE = 1000;

  private final TreeMap<String, ListedObject> objects = new TreeMap<>(InMemoryListing::compare);
  private final Map<String, byte[]> contents = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private boolean failing;

  /** Compares UTF-8 bytes, as S3 does; ASCII chars compare equally. */
  private static int compare(String a, String b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return a.charAt(i) < 0x80 && b.charAt(i) < 0x80
            ? Character.compare(a.charAt(i), b.charAt(i))
            : Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  public void put(String key, long size, Instant at) {
    put(key, size, at, "e-" + key.hashCode());
  }

  public void put(String key, long size, Instant at, String etag) {
    objects.put(key, new ListedObject(key, etag, size, at));
  }

  public void put(String key, byte[] content, Instant at) {
    put(key, content.length, at);
    contents.put(key, content);
  }

  /** All objects, sorted by key. */
  public List<ListedObject> all() {
    return List.copyOf(objects.values());
  }

  public int size() {
    return objects.size();
  }

  public void remove(String key) {
    objects.remove(key);
  }

  /** Makes listings fail, or succeed again. */
  public void failing(boolean failing) {
    this.failing = failing;
  }

  /** Returns the requests since the last call, one per line. */
  public List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  @Override
  public StorageLocation root() {
    return StorageLocation.parseDirectory("s3://kconnect/");
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    requests.add("list " + prefix + (startAfter == null ? "" : " after " + startAfter));
    failIfFailing(prefix);
    List<ListedObject> page = new ArrayList<>();
    boolean all = startAfter == null;
    for (ListedObject object : objects.tailMap(from(prefix, startAfter), all).values()) {
      if (!object.key().startsWith(prefix)) {
        break;
      }
      if (page.size() == PAGE) {
        return new Listing(page, List.of(), true);
      }
      page.add(object);
    }
    return new Listing(page, List.of(), false);
  }

  private static String from(String prefix, @Nullable String startAfter) {
    return startAfter == null || compare(startAfter, prefix) < 0 ? prefix : startAfter;
  }

  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) throws IOException {
    requests.add("directories " + directory);
    failIfFailing(directory);
    List<ListedObject> found = new ArrayList<>();
    TreeSet<String> directories = new TreeSet<>();
    for (ListedObject object : objects.tailMap(from(directory, startAfter), false).values()) {
      if (found.size() + directories.size() == PAGE) {
        return new Listing(found, List.copyOf(directories), true);
      }
      if (object.key().startsWith(directory)) {
        int slash = object.key().indexOf('/', directory.length());
        if (slash < 0) {
          found.add(object);
        } else {
          directories.add(object.key().substring(0, slash + 1));
        }
      } else {
        break;
      }
    }
    return new Listing(found, List.copyOf(directories), false);
  }

  private void failIfFailing(String where) throws IOException {
    if (failing) {
      throw new IOException("Failed to list objects: " + root() + where + ": injected");
    }
  }

  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    byte[] content = contents.get(key);
    ListedObject object = objects.get(key);
    if (content == null || object == null) {
      return CompletableFuture.failedFuture(
          new ObjectDeletedException(root() + key, new FileNotFoundException(key)));
    }
    return CompletableFuture.completedFuture(new FetchedObject(key, object.etag(), content));
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    byte[] content = contents.get(key);
    if (content == null) {
      throw new AssertionError("a listing reads nothing: " + key);
    }
    requests.add("read " + key);
    return CompletableFuture.completedFuture(
        Arrays.copyOfRange(content, (int) from, (int) from + length));
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces) {
    requests.add("write " + key);
    String etag = "w-" + Arrays.hashCode(content);
    put(key, content.length, Instant.EPOCH, etag);
    contents.put(key, content);
    return Optional.of(etag);
  }

  @Override
  public void close() {}
}
