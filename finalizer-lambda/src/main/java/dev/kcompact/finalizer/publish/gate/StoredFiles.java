package dev.kcompact.finalizer.publish.gate;

import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.store.Footers;
import dev.kcompact.finalizer.store.ObjectStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists a run's files in the lake and reads their footers. */
record StoredFiles(ObjectStore lake) {
  /**
   * The stored files by key.
   *
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

  Listing find(Collection<String> folders, List<TableResult> results) {
    Map<String, OutputFile> expected = new HashMap<>();
    for (TableResult result : results) {
      result.files().forEach(file -> expected.put(file.key(), file));
      result.quarantine().forEach(file -> expected.put(file.key(), file));
    }
    Map<String, Long> sizes = new HashMap<>();
    folders.forEach(
        folder -> lake.list(folder).forEach(object -> sizes.put(object.key(), object.size())));
    List<String> orphans =
        sizes.keySet().stream().filter(key -> !expected.containsKey(key)).sorted().toList();
    orphans.forEach(sizes::remove);
    List<String> ofExpectedSize =
        expected.values().stream()
            .filter(file -> sizes.getOrDefault(file.key(), -1L) == file.bytes())
            .map(OutputFile::key)
            .toList();
    Map<String, Long> rows = new HashMap<>();
    Footers.readAll(lake, ofExpectedSize).forEach((key, footer) -> rows.put(key, footer.rows()));
    return new Listing(sizes, rows, orphans);
  }
}
