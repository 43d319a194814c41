package dev.kcompact.job.lake;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.discovery.CommittedObjects;
import dev.kcompact.job.discovery.UnknownDayException;
import dev.kcompact.job.lake.CommittedFiles.CommittedFile;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ListedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cache of the objects in committed files. The lake is the source of truth. A committed file
 * never changes, so its footer is read once. After {@link #refresh} the files of a day are listed
 * again; until then, files committed since may be missing.
 *
 * <p>Used in the enumerator's worker thread only.
 */
public final class CommittedObjectIndex implements CommittedObjects {
  private static final int MAX_DAYS = 1_000;

  /** Limit of objects in {@link #days}, of about 200 bytes each; one day may exceed it. */
  private static final long MAX_OBJECTS = 300_000;

  /** Limit of encoded lineages; an object takes about six bytes. */
  private static final long MAX_BYTES = 64L << 20;

  private final CommittedFiles files;

  /** Fingerprints by object key for the most recently used days. */
  private final LinkedHashMap<TableDay, Map<String, Integer>> days =
      new LinkedHashMap<>(16, 0.75f, true);

  private long objects;

  /** Days with a file that could not be read. */
  private final Map<TableDay, UnknownDayException> unknown = new HashMap<>();

  /** Encoded lineage by file, a twentieth of the size of the decoded form. */
  private final LinkedHashMap<String, String> lineages = new LinkedHashMap<>(64, 0.75f, true);

  private long lineageBytes;
  private List<FileSample> samples = new ArrayList<>();

  /** Sizes of a committed file, from which rates are learned. */
  public record FileSample(String table, long rawBytes, long fileBytes) {}

  public CommittedObjectIndex(CommittedFiles files) {
    this.files = files;
  }

  @Override
  public Status status(TableDay tableDay, SourceObject object) throws IOException {
    Integer fingerprint = fingerprints(tableDay).get(object.key());
    if (fingerprint == null) {
      return Status.NEW;
    }
    return fingerprint == object.fingerprint() ? Status.COMMITTED : Status.REWRITTEN;
  }

  /** Reads which objects a day's files contain, unless that is known. */
  public void load(TableDay tableDay) throws IOException {
    fingerprints(tableDay);
  }

  private Map<String, Integer> fingerprints(TableDay tableDay) throws IOException {
    UnknownDayException failed = unknown.get(tableDay);
    if (failed != null) {
      throw failed;
    }
    Map<String, Integer> committed = days.get(tableDay);
    if (committed == null) {
      committed = readOrFail(tableDay);
      days.put(tableDay, committed);
      objects += committed.size();
      forgetDays();
    }
    return committed;
  }

  /** Forgets the least recently used days beyond the limits, which can be read again. */
  private void forgetDays() {
    Iterator<Map<String, Integer>> eldest = days.values().iterator();
    while (days.size() > 1 && (days.size() > MAX_DAYS || objects > MAX_OBJECTS)) {
      objects -= eldest.next().size();
      eldest.remove();
    }
  }

  /** Remembers a file that cannot be read, so that it is not read again for each object. */
  private Map<String, Integer> readOrFail(TableDay tableDay) throws IOException {
    try {
      return read(tableDay);
    } catch (UnreadableFileException e) {
      UnknownDayException failed = new UnknownDayException(tableDay, e.key(), e);
      unknown.put(tableDay, failed);
      throw failed;
    }
  }

  /** Makes the next request for each day list its files again. */
  @Override
  public void refresh() {
    days.clear();
    objects = 0;
    unknown.clear();
  }

  /** Returns one sample per file whose footer was read since the last call. */
  public List<FileSample> takeSamples() {
    List<FileSample> taken = samples;
    samples = new ArrayList<>();
    return taken;
  }

  private Map<String, Integer> read(TableDay tableDay) throws IOException {
    List<ListedObject> listed = files.list(tableDay);
    for (CommittedFile file : files.read(listed, key -> !lineages.containsKey(key))) {
      Lineage lineage = file.lineage();
      String encoded = LineageCodec.encode(lineage);
      lineages.put(file.key(), encoded);
      lineageBytes += encoded.length();
      samples.add(new FileSample(tableDay.table(), lineage.rawBytes(), file.bytes()));
    }
    Map<String, Integer> committed = new HashMap<>();
    for (ListedObject file : listed) {
      LineageCodec.decode(requireNonNull(lineages.get(file.key()), "a footer was not read"))
          .entries()
          .forEach(entry -> committed.put(entry.key(), entry.fingerprint()));
    }
    evict();
    return committed;
  }

  /** Drops the least recently used footers, which can be read again. */
  private void evict() {
    while (lineageBytes > MAX_BYTES && !lineages.isEmpty()) {
      String eldest = lineages.keySet().iterator().next();
      String encoded = lineages.remove(eldest);
      lineageBytes -= encoded == null ? 0 : encoded.length();
    }
  }
}
