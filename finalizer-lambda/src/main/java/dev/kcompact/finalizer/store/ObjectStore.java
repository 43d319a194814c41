package dev.kcompact.finalizer.store;

import dev.kcompact.contract.location.StorageLocation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Objects below a root. All keys are relative to it. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} when the store does not answer. Safe for use
 * by several threads.
 */
public interface ObjectStore {
  /** The root with a slash at its end; {@code root() + key} is an object's location. */
  StorageLocation root();

  /** Every object whose key starts with {@code prefix}, sorted by key. */
  List<StoredObject> list(String prefix);

  /** One object as a listing shows it; empty where there is none. */
  default Optional<StoredObject> find(String key) {
    return list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  /** UTF-8 text of a small object; empty where there is none. */
  Optional<String> text(String key);

  /** The last {@code length} bytes of an object, or all of it when it is shorter. */
  byte[] tail(String key, int length);

  /** Copies an object to a file that must not be there; by parallel ranges when it is large. */
  void download(StoredObject object, Path file);

  /** Writes an object; atomic, and over whatever was there. */
  void put(String key, String text);

  /** Writes an object from a file; atomic, and over whatever was there. */
  void upload(Path file, String key);

  /** Removes objects; a key without an object is none the worse for it. */
  void delete(Collection<String> keys);

  /**
   * Removes objects whose content still is what was listed.
   *
   * @return keys of those that have another content now, and stay
   */
  List<String> deleteUnchanged(Collection<StoredObject> objects);

  /**
   * Gives objects a tag, beside the tags that they have.
   *
   * @throws dev.kcompact.finalizer.failure.NonRetryableException if the store knows no tags
   */
  void tag(Collection<StoredObject> objects, String name, String value);

  /** Location of a key, or of all keys that begin with it. */
  default String locationOf(String key) {
    return root() + key;
  }
}
