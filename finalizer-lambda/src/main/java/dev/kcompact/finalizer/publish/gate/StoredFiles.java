package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
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

/** Lists a run's files in the lake and reads their footers. */
final class StoredFiles {
  private final ObjectStore lake;

  StoredFiles(ObjectStore lake) {
    this.lake = lake;
  }

  /**
   * The stored files, by key.
   *
   * @param sizes bytes, from the listing
   * @param rows from the footers of files of the expected size
   * @param orphans files of unfinished attempts, which no result names
   */
  record Listing(Map<String, Long> sizes, Map<String, Long> rows, List<String> orphans) {
    Listing {
      sizes = Map.copyOf(sizes);
      rows = Map.copyOf(rows);
      orphans = List.copyOf(orphans);
    }
  }

  /**
   * @param folders that the run can have written to
   */
  Listing find(Collection<String> folders, List<TableResult> results) {
    Map<String, OutputFile> expected = new HashMap<>();
    for (TableResult result : results) {
      result.files().forEach(file -> expected.put(file.key(), file));
      result.quarantine().forEach(file -> expected.put(file.key(), file));
    }
    Map<String, Long> sizes = new HashMap<>();
    Set<String> ofExpectedSize = new HashSet<>();
    List<String> orphans = new ArrayList<>();
    for (String folder : folders) {
      for (StoredObject object : lake.list(folder)) {
        OutputFile file = expected.get(object.key());
        if (file == null) {
          orphans.add(object.key());
        } else {
          sizes.put(object.key(), object.size());
          if (object.size() == file.bytes()) {
            ofExpectedSize.add(object.key());
          }
        }
      }
    }
    return new Listing(sizes, rows(ofExpectedSize), orphans);
  }

  private Map<String, Long> rows(Set<String> keys) {
    Map<String, Long> rows = new HashMap<>();
    Footers.readAll(lake, keys).forEach((key, footer) -> rows.put(key, footer.rows()));
    return rows;
  }
}
