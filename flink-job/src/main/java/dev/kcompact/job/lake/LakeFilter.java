package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.discovery.Coverage;
import dev.kcompact.job.lake.CommittedFiles.CommittedFile;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which objects are in a committed file already. The lake is the source of truth; what is
 * kept here is a cache. Files never change once they are committed, so that a footer is read once;
 * which files there are is asked anew after {@link #refresh}. Until then a day may lack the files
 * that this job has committed since.
 *
 * <p>Used in the enumerator's worker thread only.
 */
public final class LakeFilter implements Coverage {
  private static final int MOST_DAYS = 16;

  /** Of coded lineages; an object takes some six bytes of it. */
  private static final long MOST_BYTES = 64L << 20;

  private final CommittedFiles files;
  private final FileObserver observer;
  private final Map<TableDay, Map<String, Integer>> days = new LeastRecent<>();

  /** Coded lineage by file; the coded form is a twentieth of the other. */
  private final LinkedHashMap<String, String> lineages = new LinkedHashMap<>(64, 0.75f, true);

  private long lineageBytes;

  /** Is told of every footer that is read, to learn the tables' rates from. */
  @FunctionalInterface
  public interface FileObserver {
    void seen(String table, long rawBytes, long fileBytes);
  }

  private static final class LeastRecent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    LeastRecent() {
      super(MOST_DAYS, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_DAYS;
    }
  }

  public LakeFilter(CommittedFiles files, FileObserver observer) {
    this.files = files;
    this.observer = observer;
  }

  @Override
  public Verdict of(TableDay day, SourceObject object) throws IOException {
    Map<String, Integer> covered = days.get(day);
    if (covered == null) {
      covered = read(day);
      days.put(day, covered);
    }
    Integer fingerprint = covered.get(object.key());
    if (fingerprint == null) {
      return Verdict.OPEN;
    }
    return fingerprint == object.fingerprint() ? Verdict.COVERED : Verdict.CHANGED;
  }

  /** Has the next question about each day go to the lake. */
  public void refresh() {
    days.clear();
  }

  private Map<String, Integer> read(TableDay day) throws IOException {
    List<ListedObject> listed = files.list(day);
    for (CommittedFile file : files.read(listed, key -> !lineages.containsKey(key))) {
      Lineage lineage = file.lineage();
      String coded = LineageCodec.encode(lineage);
      lineages.put(file.key(), coded);
      lineageBytes += coded.length();
      observer.seen(day.table(), lineage.rawBytes(), file.bytes());
    }
    Map<String, Integer> covered = new HashMap<>();
    for (ListedObject file : listed) {
      LineageCodec.decode(requireNonNull(lineages.get(file.key()), "a footer was not read"))
          .entries()
          .forEach(entry -> covered.put(entry.key(), entry.fingerprint()));
    }
    trim();
    return covered;
  }

  /** Forgets the footers asked about least recently; they can be read again. */
  private void trim() {
    while (lineageBytes > MOST_BYTES && !lineages.isEmpty()) {
      String eldest = lineages.keySet().iterator().next();
      String coded = lineages.remove(eldest);
      lineageBytes -= coded == null ? 0 : coded.length();
    }
  }
}
