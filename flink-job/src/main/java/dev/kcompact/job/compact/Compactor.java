package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.chain.ChainedType;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.Decoders;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.write.FileElement;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Turns a group into the rows of one file, within one call of {@link #processElement}. A checkpoint
 * barrier cannot fall inside such a call, and the sink's writer is chained behind it, so a group is
 * in a checkpoint whole or not at all. Runs in the task's thread; cancellation is honoured between
 * two objects.
 */
public final class Compactor extends ProcessFunction<GroupTask, FileElement> {
  private static final long serialVersionUID = 1L;

  /** Corrupt records, for the dead letter topic. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Decoders that are kept from group to group. */
  private static final int TABLES_AT_HAND = 16;

  private final CompactorOptions options;
  private final JobTables tables;
  private final ObjectStores stores;

  private transient @Nullable ObjectStore store;
  private transient @Nullable CompactorMetrics metrics;
  private transient @Nullable Decoders decoders;

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
    store = stores.open(options.source(), known.requests());
    decoders = new Decoders(options.limits(), TABLES_AT_HAND);
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
    TableDay of = task.group().tableDay();
    try (MDC.MDCCloseable table = MDC.putCloseable("table", of.table());
        MDC.MDCCloseable day = MDC.putCloseable("day", of.day().toString());
        MDC.MDCCloseable group = MDC.putCloseable("group", task.group().id())) {
      compact(task, context, out);
    }
  }

  private void compact(GroupTask task, Context context, Collector<FileElement> out)
      throws Exception {
    long started = System.nanoTime();
    BaseTable table = tables.baseTable(task.group().tableDay().table());
    CompactorMetrics counts = requireNonNull(metrics);
    GroupRun run =
        new GroupRun(
            task.group(),
            table,
            requireNonNull(decoders).of(table),
            counts,
            options.gone(),
            letter -> context.output(DEAD_LETTERS, letter),
            out);
    FetchBudget.Share share =
        FetchBudget.OF_PROCESS.open(options.maxBytesInFlight(), options.maxBytesInAll());
    try (FetchWindow window =
        new FetchWindow(
            requireNonNull(store),
            task.group().objects(),
            options.concurrency(),
            share,
            counts.fetching(),
            options.limits().maxObjectBytes())) {
      run.compact(window);
    }
    Outcome outcome = new Outcome(run.rawBytes(), run.fileBytes(), System.nanoTime() - started);
    counts.finished(outcome);
    run.log(outcome);
    task.finish(outcome);
  }
}
