package dev.kcompact.job.compact;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.compact.CompactorOptions.MissingObjectPolicy;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.UnreadableObject;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.UnreadableObjectException;
import dev.kcompact.job.write.FileElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the objects of one group and emits its rows and its end, in the task's thread. */
final class GroupCompaction {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCompaction.class);

  private final FileGroup group;
  private final BaseTable table;
  private final ObjectDecoder decoder;
  private final CompactorMetrics counts;
  private final MissingObjectPolicy missingObjects;
  private final LetterOutput letters;
  private final Collector<FileElement> out;
  private final FileElement element = new FileElement();
  private final List<SourceObject> read = new ArrayList<>();
  private final List<SourceObject> readBeside = new ArrayList<>();
  private final Occurrences missing = new Occurrences();
  private final List<UnreadableObject> unreadable = new ArrayList<>();
  private final Occurrences changed = new Occurrences();
  private long rows;
  private long corruptRows;

  GroupCompaction(
      FileGroup group,
      BaseTable table,
      ObjectDecoder decoder,
      CompactorMetrics counts,
      MissingObjectPolicy missingObjects,
      LetterOutput letters,
      Collector<FileElement> out) {
    this.group = group;
    this.table = table;
    this.decoder = decoder;
    this.counts = counts;
    this.missingObjects = missingObjects;
    this.letters = letters;
    this.out = out;
  }

  private static final class Occurrences {
    private int count;
    private String first = "";

    void add(String key) {
      if (count++ == 0) {
        first = key;
      }
    }
  }

  /** Reads every object that it can, then ends the file with the lineage of those. */
  void compact(ObjectPrefetcher objects) throws Exception {
    element.startGroup(table.name(), group.tableDay().day());
    while (objects.hasNext()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Task cancelled in group " + group.id());
      }
      compactNext(objects);
    }
    if (!read.isEmpty()) {
      Lineage lineage =
          Lineage.of(table.name(), group.tableDay().day(), rows, corruptRows, read, readBeside);
      out.collect(element.endGroup(lineage, group.limit().name(), letters.deferred()));
    }
  }

  private void compactNext(ObjectPrefetcher objects) throws Exception {
    RawObject object;
    try {
      object = objects.next();
    } catch (ObjectDeletedException e) {
      skip(objects.last(), e);
      return;
    } catch (UnreadableObjectException e) {
      setAside(objects.last(), e);
      return;
    }
    String key = object.source().key();
    if (object.changed()) {
      counts.changed();
      changed.add(key);
    }
    element.startObject(key, table.nameOf(key));
    int decoded =
        decoder.decode(key, object.content(), object.sideContents(), row -> emit(key, row));
    rows += decoded;
    counts.object(decoded, object.content().length);
    read.add(object.source());
    readBeside.addAll(object.sideSources());
  }

  private void setAside(SourceObject object, UnreadableObjectException refused) {
    counts.refused();
    if (unreadable.isEmpty()) {
      LOG.warn("{}; set aside, the group continues without it", refused.getMessage());
    }
    unreadable.add(UnreadableObject.of(object, refused.reason(), false));
  }

  private void skip(SourceObject object, ObjectDeletedException deleted) throws IOException {
    if (missingObjects == MissingObjectPolicy.FAIL) {
      throw new IOException(
          deleted.getMessage()
              + "; it was deleted after listing: restore it, or set fetch.gone to skip",
          deleted);
    }
    counts.missing();
    missing.add(object.key());
    unreadable.add(UnreadableObject.of(object, "404 NoSuchKey", true));
  }

  private void emit(String objectKey, Row row) throws InterruptedException {
    if (row.isCorrupt()) {
      corruptRows++;
      counts.corrupt(row.corruptReason());
      letters.accept(DeadLetter.of(table, objectKey, row), row);
    }
    out.collect(element.setRow(row));
  }

  void log(Outcome outcome) {
    String fields =
        "group=%s table=%s day=%s".formatted(group.id(), table.name(), group.tableDay().day());
    LOG.info(
        "Compacted {} limit={} objects={} rows={} corrupt={} rawBytes={} fileBytes={} millis={}",
        fields,
        group.limit(),
        read.size(),
        rows,
        corruptRows,
        outcome.rawBytes(),
        outcome.fileBytes(),
        NANOSECONDS.toMillis(outcome.nanos()));
    if (letters.deferred() != null) {
      LOG.warn("Left dead letters to the finalizer: {} count={}", fields, corruptRows);
    }
    if (missing.count > 0) {
      LOG.warn(
          "Skipped objects that were deleted after listing: {} deleted={} first={}",
          fields,
          missing.count,
          missing.first);
    }
    int refused = unreadable.size() - missing.count;
    if (refused > 0) {
      LOG.warn("Set aside objects that cannot be read: {} unreadable={}", fields, refused);
    }
    if (changed.count > 0) {
      LOG.warn(
          "Read the new version of objects rewritten after listing: {} changed={} first={}",
          fields,
          changed.count,
          changed.first);
    }
  }

  /** The objects that the file does not contain. */
  List<UnreadableObject> unreadable() {
    return unreadable;
  }

  long rawBytes() {
    return read.stream().mapToLong(SourceObject::size).sum();
  }

  long fileBytes() {
    return element.fileBytes();
  }
}
