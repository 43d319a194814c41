package dev.kcompact.job.lake;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.job.lake.CommittedFiles.CommittedFile;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which objects are in a committed file already. The lake is the source of truth; what is
 * kept here is a cache of a few days. A cached day may lack the files that this job has committed
 * since, and need not have them: the objects of those are behind the job's own marks.
 *
 * <p>Used in the enumerator's worker thread only.
 */
public final class LakeFilter {
  private static final int MOST_DAYS = 16;

  private final CommittedFiles files;
  private final Map<TableDay, Set<String>> covered =
      new LinkedHashMap<>(MOST_DAYS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TableDay, Set<String>> eldest) {
          return size() > MOST_DAYS;
        }
      };

  public LakeFilter(CommittedFiles files) {
    this.files = files;
  }

  /** What was seen when a day was read, to learn the tables' rates from. */
  @FunctionalInterface
  public interface FileObserver {
    void seen(String table, long rawBytes, long fileBytes);
  }

  /**
   * Whether a committed file of the day has the object.
   *
   * @throws IOException if the lake cannot be read; the object must not be planned then
   */
  public boolean covers(TableDay day, String key, FileObserver observer) throws IOException {
    Set<String> keys = covered.get(day);
    if (keys == null) {
      keys = read(day, observer);
      covered.put(day, keys);
    }
    return keys.contains(key);
  }

  /** Forgets what was read, so that the next question goes to the lake. */
  public void refresh() {
    covered.clear();
  }

  private Set<String> read(TableDay day, FileObserver observer) throws IOException {
    Set<String> keys = new HashSet<>();
    List<CommittedFile> committed = files.of(day);
    for (CommittedFile file : committed) {
      Lineage lineage = file.lineage().lineage();
      lineage.entries().forEach(entry -> keys.add(entry.key()));
      observer.seen(day.table(), lineage.rawBytes(), file.bytes());
    }
    return keys;
  }
}
