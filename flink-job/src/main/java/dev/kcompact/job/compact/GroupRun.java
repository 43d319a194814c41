package dev.kcompact.job.compact;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.ObjectDecoder;
import dev.kcompact.job.decode.Row;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.store.ObjectGoneException;
import dev.kcompact.job.write.FileElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One group's way through the compactor. Runs in the task's thread. */
final class GroupRun {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

  private final FileGroup group;
  private final BaseTable table;
  private final ObjectDecoder decoder;
  private final CompactorMetrics counts;
  private final GonePolicy onGone;
  private final Consumer<DeadLetter> deadLetters;
  private final Collector<FileElement> out;
  private final FileElement element = new FileElement();
  private final List<SourceObject> read = new ArrayList<>();
  private final Noted gone = new Noted();
  private final Noted changed = new Noted();
  private long rows;
  private long corruptRows;

  GroupRun(
      FileGroup group,
      BaseTable table,
      ObjectDecoder decoder,
      CompactorMetrics counts,
      GonePolicy onGone,
      Consumer<DeadLetter> deadLetters,
      Collector<FileElement> out) {
    this.group = group;
    this.table = table;
    this.decoder = decoder;
    this.counts = counts;
    this.onGone = onGone;
    this.deadLetters = deadLetters;
    this.out = out;
  }

  /** What is logged once a group, however often it happens in it. */
  private static final class Noted {
    private int times;
    private String first = "";

    void note(String key) {
      if (times++ == 0) {
        first = key;
      }
    }
  }

  /** Reads every object, and ends the file with its lineage unless all of them are gone. */
  void compact(FetchWindow window) throws Exception {
    element.startGroup(table.name(), group.tableDay().day());
    while (window.hasNext()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Cancelled within group " + group.id());
      }
      takeNext(window);
    }
    if (!read.isEmpty()) {
      Lineage lineage = Lineage.of(table.name(), group.tableDay().day(), rows, corruptRows, read);
      out.collect(element.endGroup(lineage, group.limit().name()));
    }
  }

  private void takeNext(FetchWindow window) throws Exception {
    Fetched object;
    try {
      object = window.next();
    } catch (ObjectGoneException e) {
      skip(window.lastKey(), e);
      return;
    }
    String key = object.source().key();
    if (object.changed()) {
      counts.changed();
      changed.note(key);
    }
    element.startObject(key, table.nameOf(key));
    int decoded = decoder.decode(key, object.content(), row -> emit(key, row));
    rows += decoded;
    counts.object(decoded, object.content().length);
    read.add(object.source());
  }

  private void skip(String key, ObjectGoneException gonePast) throws IOException {
    if (onGone == GonePolicy.FAIL) {
      throw new IOException(
          gonePast.getMessage()
              + "; it was listed and deleted since. Put it back, or set fetch.gone to skip to leave"
              + " such objects out",
          gonePast);
    }
    counts.gone();
    gone.note(key);
  }

  private void emit(String objectKey, Row row) {
    if (row.isCorrupt()) {
      corruptRows++;
      counts.corrupt(row.corruptReason());
      deadLetters.accept(letter(objectKey, row));
    }
    out.collect(element.setRow(row));
  }

  private DeadLetter letter(String objectKey, Row row) {
    Optional<ObjectName> name = table.nameOf(objectKey);
    return new DeadLetter(
        table.name(),
        name.map(ObjectName::topic).orElse(table.topic()),
        name.map(ObjectName::partition).orElse(null),
        name.map(ObjectName::startOffset).orElse(null),
        objectKey,
        row.line(),
        row.corruptReason(),
        row.corruptBytes());
  }

  /**
   * One line a group, in fields that can be searched for wherever logs go. An audit sees the two
   * warnings as well: the one is gone from the bucket, the other's lineage is new.
   */
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
    if (gone.times > 0) {
      LOG.warn(
          "Objects that were deleted after they were listed are left out: {} gone={} first={}",
          fields,
          gone.times,
          gone.first);
    }
    if (changed.times > 0) {
      LOG.warn(
          "Objects that were written again after they were listed are read as they are now: {}"
              + " changed={} first={}",
          fields,
          changed.times,
          changed.first);
    }
  }

  long rawBytes() {
    return read.stream().mapToLong(SourceObject::size).sum();
  }

  long fileBytes() {
    return element.fileBytes();
  }
}
