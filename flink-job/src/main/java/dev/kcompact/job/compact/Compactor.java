package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.chain.ChainedType;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.ObjectDecoder;
import dev.kcompact.job.decode.Row;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.store.FetchedObject;
import dev.kcompact.job.store.ObjectGoneException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.write.FileElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a group into the rows of one file, within one call of {@link #processElement}. A checkpoint
 * barrier cannot fall inside such a call, and the sink's writer is chained behind it, so a group is
 * in a checkpoint whole or not at all. Runs in the task's thread; cancellation is honoured between
 * two objects.
 */
public final class Compactor extends ProcessFunction<GroupTask, FileElement> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /** Corrupt records, for the dead letter topic. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  private final CompactorOptions options;
  private final JobTables tables;
  private final ObjectStores stores;

  private transient @Nullable ObjectStore store;
  private transient @Nullable CompactorMetrics metrics;
  private transient @Nullable Map<String, ObjectDecoder> decoders;

  public Compactor(CompactorOptions options, JobTables tables, ObjectStores stores) {
    this.options = requireNonNull(options, "options is null");
    this.tables = requireNonNull(tables, "tables is null");
    this.stores = requireNonNull(stores, "stores is null");
  }

  /** What the compactor emits; not to be taken out of its chain. */
  public static TypeInformation<FileElement> producedType() {
    return new ChainedType<>(FileElement.class);
  }

  @Override
  public void open(OpenContext context) {
    CompactorMetrics known = new CompactorMetrics(getRuntimeContext().getMetricGroup());
    metrics = known;
    store = stores.open(options.source(), known::count);
    decoders = new HashMap<>();
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  @Override
  public void processElement(GroupTask task, Context context, Collector<FileElement> out)
      throws Exception {
    long started = System.nanoTime();
    GroupRun run = new GroupRun(task.group(), context, out);
    run.compact();
    Outcome outcome = new Outcome(run.rawBytes(), run.fileBytes(), System.nanoTime() - started);
    requireNonNull(metrics).finished(outcome);
    task.finish(outcome);
  }

  /** One group's way. */
  private final class GroupRun {
    private final FileGroup group;
    private final BaseTable table;
    private final ObjectDecoder decoder;
    private final Context context;
    private final Collector<FileElement> out;
    private final FileElement element = new FileElement();
    private final List<SourceObject> read = new ArrayList<>();
    private final CompactorMetrics counts = requireNonNull(metrics);
    private long rows;
    private long corruptRows;

    GroupRun(FileGroup group, Context context, Collector<FileElement> out) {
      this.group = group;
      this.context = context;
      this.out = out;
      table = tables.baseTable(group.of().table());
      decoder =
          requireNonNull(decoders)
              .computeIfAbsent(table.name(), name -> new ObjectDecoder(table, options.limits()));
    }

    void compact() throws Exception {
      element.startGroup(table.name(), group.of().day());
      try (FetchWindow window =
          new FetchWindow(
              requireNonNull(store),
              group.objects(),
              options.concurrency(),
              options.maxBytesInFlight())) {
        while (window.hasNext()) {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("Cancelled within group " + group.id());
          }
          takeNext(window);
        }
      }
      if (!read.isEmpty()) {
        Lineage lineage = Lineage.of(table.name(), group.of().day(), rows, corruptRows, read);
        out.collect(element.endGroup(lineage, group.limit().name()));
      }
    }

    private void takeNext(FetchWindow window) throws Exception {
      FetchedObject object;
      try {
        object = window.next();
      } catch (ObjectGoneException e) {
        // Nothing can be read any more, and an audit sees that it is gone from the bucket too.
        counts.gone();
        LOG.warn("{}; left out of {}", e.getMessage(), group.id());
        return;
      }
      element.startObject(object.key(), table.nameOf(object.key()));
      int decoded = decoder.decode(object.key(), object.content(), row -> emit(object.key(), row));
      rows += decoded;
      counts.object(decoded);
      read.add(new SourceObject(object.key(), object.etag(), object.content().length));
    }

    private void emit(String objectKey, Row row) {
      if (row.isCorrupt()) {
        corruptRows++;
        counts.corrupt(row.corruptReason());
        context.output(
            DEAD_LETTERS,
            new DeadLetter(
                table.name(), objectKey, row.line(), row.corruptReason(), row.corruptBytes()));
      }
      out.collect(element.setRow(row));
    }

    long rawBytes() {
      return read.stream().mapToLong(SourceObject::size).sum();
    }

    long fileBytes() {
      return element.fileBytes();
    }
  }
}
