package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.chain.ChainedType;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.deadletter.DeadLetterOptions;
import dev.kcompact.job.deadletter.KafkaAvailability;
import dev.kcompact.job.decode.framing.DecoderCache;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.table.JobTables;
import dev.kcompact.job.write.FileElement;
import java.time.InstantSource;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Converts a group into the rows of one file within one call of {@link #processElement}. No
 * checkpoint barrier is handled during a call, and the sink's writer is chained to this operator,
 * so a checkpoint contains all of a group or nothing. Runs in the task's thread. A cancellation
 * takes effect between two objects.
 */
public final class Compactor extends ProcessFunction<GroupTask, FileElement> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
  private static final int MAX_DECODERS = 16;

  private final CompactorOptions options;
  private final JobTables tables;
  private final ObjectStores stores;
  private final @Nullable DeadLetterOptions deadLetters;

  private transient @Nullable ObjectStore store;
  private transient @Nullable CompactorMetrics metrics;
  private transient @Nullable DecoderCache decoders;
  private transient @Nullable KafkaAvailability kafka;

  /**
   * @param deadLetters null if nobody reads {@link #DEAD_LETTERS}
   */
  public Compactor(
      CompactorOptions options,
      JobTables tables,
      ObjectStores stores,
      @Nullable DeadLetterOptions deadLetters) {
    this.deadLetters = deadLetters;
    this.options = requireNonNull(options, "options is null");
    this.tables = requireNonNull(tables, "tables is null");
    this.stores = requireNonNull(stores, "stores is null");
  }

  public static TypeInformation<FileElement> producedType() {
    return new ChainedType<>(FileElement.class);
  }

  @Override
  public void open(OpenContext context) {
    CompactorMetrics known =
        new CompactorMetrics(getRuntimeContext().getMetricGroup(), InstantSource.system());
    metrics = known;
    store = stores.open(options.source(), known.requests());
    decoders = new DecoderCache(options.limits(), MAX_DECODERS);
    kafka = KafkaAvailability.of(deadLetters);
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
      kafka = null;
    }
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
    BaseTable table =
        tables.baseTable(task.group().tableDay().table(), task.group().objects().get(0).key());
    CompactorMetrics counts = requireNonNull(metrics);
    GroupCompaction compaction =
        new GroupCompaction(
            task.group(),
            table,
            requireNonNull(decoders).of(table),
            counts,
            options.missingObjects(),
            new LetterOutput(
                requireNonNull(kafka)::isAvailable,
                letter -> context.output(DEAD_LETTERS, letter),
                counts::deferred),
            out);
    FetchBudget.Share share =
        FetchBudget.OF_PROCESS.open(options.maxBytesInFlight(), options.maxBytesInAll());
    try (ObjectPrefetcher objects =
        new ObjectPrefetcher(
            requireNonNull(store),
            task.group().objects(),
            options.concurrency(),
            share,
            counts.fetching(),
            options.limits().maxObjectBytes(),
            new SideFetches(requireNonNull(store), table.record().paired()))) {
      compaction.compact(objects);
    }
    Outcome outcome =
        new Outcome(
            compaction.rawBytes(),
            compaction.fileBytes(),
            System.nanoTime() - started,
            compaction.unreadable());
    counts.finished(outcome);
    compaction.log(outcome);
    task.finish(outcome);
  }
}
