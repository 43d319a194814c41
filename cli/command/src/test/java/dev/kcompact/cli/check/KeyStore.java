package dev.kcompact.cli.check;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.RequestCount;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keys in memory, listed as S3 does. */
final class KeyStore implements ObjectStore {
  private static final String AFTER_ALL = new String(Character.toChars(Character.MAX_CODE_POINT));

  private final TreeSet<String> keys = new TreeSet<>();
  private final RequestCount requests = new RequestCount();

  void add(String key) {
    keys.add(key);
  }

  @Override
  public Page page(PageRequest request) {
    requests.listed();
    List<Listed> objects = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    String after = request.startAfter();
    String last = "";
    for (String key = keys.ceiling(request.prefix()); key != null; key = keys.higher(key)) {
      if (!key.startsWith(request.prefix())) {
        break;
      }
      if (key.compareTo(after) <= 0) {
        String next = keys.higher(after);
        key = next == null ? key : keys.lower(next);
        continue;
      }
      if (objects.size() + directories.size() == request.limit()) {
        return new Page(objects, directories, last);
      }
      int slash = request.isLevel() ? key.indexOf('/', request.prefix().length()) : -1;
      if (slash < 0) {
        objects.add(listed(key));
        last = key;
      } else {
        directories.add(key.substring(0, slash + 1));
        last = key.substring(0, slash + 1) + AFTER_ALL;
        key = last;
      }
    }
    return new Page(objects, directories, "");
  }

  private static Listed listed(String key) {
    return new Listed(new SourceObject(key, "", 1), Instant.EPOCH);
  }

  @Override
  public StorageLocation root() {
    return StorageLocation.parse("s3://raw/");
  }

  @Override
  public void each(String prefix, Consumer<Listed> taker) {
    throw new UnsupportedOperationException("lists every key");
  }

  @Override
  public Level level(String directory) {
    throw new UnsupportedOperationException("lists every page");
  }

  @Override
  public Stream<String> keys(String directory) {
    throw new UnsupportedOperationException("lists every key");
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    throw new UnsupportedOperationException("has no content");
  }

  @Override
  public byte[] read(SourceObject object, int maxBytes) {
    throw new UnsupportedOperationException("has no content");
  }

  @Override
  public RequestCount requests() {
    return requests;
  }

  @Override
  public void close() {}
}
