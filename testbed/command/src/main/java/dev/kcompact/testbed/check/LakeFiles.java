package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Read access to the files of a lake. */
public interface LakeFiles {
  /** A stored file; its key is relative to the lake's root. */
  record StoredFile(String key, long bytes) {
    public StoredFile {
      requireNonNull(key, "key is null");
    }

    /** Whether it is a complete data file; names of others start with a dot or an underscore. */
    boolean isParquet() {
      char first = key.charAt(key.lastIndexOf('/') + 1);
      return key.endsWith(".parquet") && first != '.' && first != '_';
    }
  }

  /** Lists all files below a prefix, which ends with a slash, sorted by key. */
  List<StoredFile> list(String prefix) throws IOException;

  void download(String key, Path target) throws IOException;

  /** The URI of a key, for messages and for comparison with the catalog. */
  String uri(String key);

  /** Lists complete Parquet files below a prefix. */
  default List<StoredFile> parquet(String prefix) throws IOException {
    return list(prefix).stream().filter(StoredFile::isParquet).toList();
  }
}
