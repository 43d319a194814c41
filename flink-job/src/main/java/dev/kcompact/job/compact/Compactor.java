package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.chain.ChainedType;
import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.deadletter.DeadLetterOptions;
import dev.kcompact.job.deadletter.DeadLetterOptions.OnUnavailable;
import dev.kcompact.job.deadletter.KafkaAvailability;
import dev.kcompact.job.decode.framing.DecoderCache;
import dev.kcompact.job.plan.FileGroup;
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

  /** Whether groups with corrupt records wait while Kafka is unavailable. */
  private transient boolean waits;

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
    waits = deadLetters != null && deadLetters.onUnavailable() == OnUnavailable.WAIT;
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
    if (waits && !requireNonNull(kafka).isAvailable() && hasToWait(task, table)) {
      task.hold();
      counts.held(task.wasHeld());
      return;
    }
    GroupCompaction compaction =
        new GroupCompaction(
            task.group(),
            table,
            requireNonNull(decoders).of(table),
            counts,
            options.missingObjects(),
            new LetterOutput(
                () -> waits || requireNonNull(kafka).isAvailable(),
                letter -> context.output(DEAD_LETTERS, letter),
                counts::deferred),
            out);
    try (ObjectPrefetcher objects = prefetcher(task.group(), table)) {
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

  /** Whether the group's file would have dead letters. The rows of a started file are written. */
  private boolean hasToWait(GroupTask task, BaseTable table) throws Exception {
    if (task.wasHeld()) {
      return true;
    }
    try (ObjectPrefetcher objects = prefetcher(task.group(), table)) {
      return new CorruptRecordSearch(requireNonNull(decoders).of(table)).finds(objects);
    }
  }

  private ObjectPrefetcher prefetcher(FileGroup group, BaseTable table) {
    ObjectStore from = requireNonNull(store);
    return new ObjectPrefetcher(
        from,
        group.objects(),
        options.concurrency(),
        FetchBudget.OF_PROCESS.open(options.maxBytesInFlight(), options.maxBytesInAll()),
        requireNonNull(metrics).fetching(),
        options.limits().maxObjectBytes(),
        new SideFetches(from, table.record().paired()));
  }
}
