package dev.kcompact.finalizer.store;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.source.SourceListing;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Objects below a directory. All keys are relative to it. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} if the store does not respond. Thread-safe.
 */
public interface ObjectStore extends SourceListing {
  /** The directory; {@code root() + key} is an object's location. */
  StorageLocation root();

  /** Returns every object whose key starts with {@code prefix}, sorted by key. */
  default List<StoredObject> list(String prefix) {
    return list(prefix, object -> true);
  }

  /**
   * Returns those of these objects that are wanted, sorted by key. The others take no memory: below
   * a prefix there may be many days.
   */
  List<StoredObject> list(String prefix, Predicate<StoredObject> isWanted);

  /** The objects directly in a directory, and its directories, which end with a slash. */
  record Folder(List<StoredObject> objects, List<String> directories) {
    public Folder {
      objects = List.copyOf(objects);
      directories = List.copyOf(directories);
    }
  }

  /**
   * Lists one level.
   *
   * @param directory empty for the root, otherwise ending with a slash
   */
  Folder folder(String directory);

  @Override
  default Level level(String directory) {
    Folder folder = folder(directory);
    return new Level(
        folder.objects().stream()
            .filter(object -> !object.isFolderMarker())
            .map(StoredObject::key)
            .toList(),
        folder.directories());
  }

  default Optional<StoredObject> find(String key) {
    return list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  /** Returns the UTF-8 text of a small object; empty if there is none. */
  Optional<String> text(String key);

  /** Returns the last {@code length} bytes of an object, or all of it if it is shorter. */
  byte[] tail(String key, int length);

  /** Copies an object to a new file, in parallel ranges if it is large. */
  void download(StoredObject object, Path file);

  /** Writes or replaces an object atomically. */
  void put(String key, String text);

  /** Writes or replaces an object from a file atomically. */
  void upload(Path file, String key);

  /** Deletes objects; a key without an object is ignored. */
  void delete(Collection<String> keys);

  /** Deletes objects that are unchanged since they were listed; returns the keys of the others. */
  List<String> deleteUnchanged(Collection<StoredObject> objects);

  /** Adds a tag to objects; fails with a {@code NonRetryableException} if the store has none. */
  void tag(Collection<StoredObject> objects, String name, String value);

  /** Returns the location of a key, or of all keys that start with it. */
  default String locationOf(String key) {
    return root() + key;
  }
}
