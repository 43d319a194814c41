package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.run.TableResult;
import dev.kcompact.finalizer.run.TableResult.OutputFile;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run's files as they are in the lake: listed, and their footers read again. */
final class StoredFiles {
  private final ObjectStore lake;

  StoredFiles(ObjectStore lake) {
    this.lake = lake;
  }

  /**
   * What is stored, by key.
   *
   * @param sizes bytes, as the listing says
   * @param rows as the footers of those say that have the expected size
   * @param strays files that no result knows, of unfinished attempts
   */
  record Found(Map<String, Long> sizes, Map<String, Long> rows, List<String> strays) {
    Found {
      sizes = Map.copyOf(sizes);
      rows = Map.copyOf(rows);
      strays = List.copyOf(strays);
    }
  }

  /**
   * @param folders where the run may have written
   */
  Found find(Collection<String> folders, List<TableResult> results) {
    Map<String, OutputFile> expected = new HashMap<>();
    for (TableResult result : results) {
      result.files().forEach(file -> expected.put(file.key(), file));
      result.quarantine().forEach(file -> expected.put(file.key(), file));
    }
    Map<String, Long> sizes = new HashMap<>();
    Set<String> whole = new HashSet<>();
    List<String> strays = new ArrayList<>();
    for (String folder : folders) {
      for (StoredObject object : lake.list(folder)) {
        OutputFile file = expected.get(object.key());
        if (file == null) {
          strays.add(object.key());
        } else {
          sizes.put(object.key(), object.size());
          if (object.size() == file.bytes()) {
            whole.add(object.key());
          }
        }
      }
    }
    return new Found(sizes, rows(whole), strays);
  }

  private Map<String, Long> rows(Set<String> keys) {
    Map<String, Long> rows = new HashMap<>();
    Footers.readAll(lake, keys).forEach((key, footer) -> rows.put(key, footer.rows()));
    return rows;
  }
}
