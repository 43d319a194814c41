package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a lake, as anyone sees them. */
public interface LakeFiles {
  /**
   * A stored file.
   *
   * @param key relative to the lake's root
   * @param bytes its size
   */
  record StoredFile(String key, long bytes) {
    public StoredFile {
      requireNonNull(key, "key is null");
    }

    /** Whether it is a finished data file; names that start with a dot or an underscore are not. */
    boolean isParquet() {
      char first = key.charAt(key.lastIndexOf('/') + 1);
      return key.endsWith(".parquet") && first != '.' && first != '_';
    }
  }

  /**
   * Everything below a prefix, sorted by key.
   *
   * @param prefix relative to the lake's root, ends with a slash
   * @throws IOException naming the prefix's location
   */
  List<StoredFile> list(String prefix) throws IOException;

  /**
   * Copies a file to the local disk.
   *
   * @throws IOException naming the file's location
   */
  void download(String key, Path target) throws IOException;

  /** The place of a key as a URI, for messages and for comparing with the catalog's. */
  String uri(String key);

  /** Finished Parquet files below a prefix. */
  default List<StoredFile> parquet(String prefix) throws IOException {
    return list(prefix).stream().filter(StoredFile::isParquet).toList();
  }
}
