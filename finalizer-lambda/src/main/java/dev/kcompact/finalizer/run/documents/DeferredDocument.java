package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.List;

/**
 * The compacted files of a table's day whose dead letters the job left to the finalizer, stored as
 * {@code deferred/<table>.json}; absent if there are none.
 */
public record DeferredDocument(int version, String table, List<File> files) {
  public static final int VERSION = 1;

  /**
   * A file all of whose corrupt rows have a letter to be sent.
   *
   * @param key relative to the lake
   * @param objects keys of its raw objects
   * @param deferred {@link dev.kcompact.contract.message.DeferredLetters} as in its footer
   */
  public record File(String key, List<String> objects, String deferred) {
    public File {
      requireNonNull(key, "key is null");
      requireNonNull(deferred, "deferred is null");
      objects = List.copyOf(objects);
    }

    public static File of(StoredObject file, Lineage lineage, String deferred) {
      return new File(
          file.key(), lineage.entries().stream().map(Lineage.Entry::key).toList(), deferred);
    }
  }

  public DeferredDocument {
    requireNonNull(table, "table is null");
    files = List.copyOf(files);
  }

  public static String name(String table) {
    return "deferred/" + table + ".json";
  }
}
