package dev.kcompact.job.source.enumerator;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.InMemoryMetricGroup;
import dev.kcompact.job.Tables;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.InMemoryListing;
import dev.kcompact.job.discovery.PollInterval;
import dev.kcompact.job.lake.CommittedFileBytes;
import dev.kcompact.job.notify.MemoryNotifications;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.PlanLimits;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.UnreadableObject;
import dev.kcompact.job.source.SourceOptions;
import dev.kcompact.job.source.metrics.EnumeratorMetrics;
import dev.kcompact.job.source.split.GroupFinishedEvent;
import dev.kcompact.job.source.state.EnumeratorState;
import dev.kcompact.job.source.state.EnumeratorStateSerializer;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.table.JobTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real enumerator with a bucket, lake, clock, readers and checkpoints controlled by the test. A
 * group becomes a committed file by {@link #commit}.
 */
final class EnumeratorTestHarness extends Clock {
  static final String TABLE = "t";

  final InMemoryListing raw = new InMemoryListing();
  final InMemoryListing lake = new InMemoryListing();
  private ObjectStore source = raw;
  private ObjectStore target = lake;
  final ManualLease lease = new ManualLease();
  final MemoryNotifications queue = new MemoryNotifications();
  final InMemoryMetricGroup metrics = new InMemoryMetricGroup();
  ManualEnumeratorContext context = new ManualEnumeratorContext(1);
  private final EnumeratorStateSerializer codec = new EnumeratorStateSerializer();
  private final Map<String, Integer> timesCommitted = new HashMap<>();
  private Consumer<String> committed = key -> timesCommitted.merge(key, 1, Integer::sum);
  private @Nullable FileGroupEnumerator enumerator;
  private final Map<String, String> refused = new HashMap<>();
  private JobTables tables = Tables.definitions(TABLE);
  private boolean bounded;
  private boolean notified;
  private DiscoveryOptions discovery =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1), 7);
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private long checkpoint;
  private int files;

  EnumeratorTestHarness bounded() {
    bounded = true;
    return this;
  }

  EnumeratorTestHarness notified() {
    notified = true;
    return this;
  }

  /** Lists other objects, and other committed files, than those of {@link #raw} and lake. */
  EnumeratorTestHarness stores(ObjectStore rawObjects, ObjectStore committedFiles) {
    source = rawObjects;
    target = committedFiles;
    return this;
  }

  /** Uses other definitions from the next start on. */
  EnumeratorTestHarness tables(JobTables definitions) {
    tables = definitions;
    return this;
  }

  EnumeratorTestHarness discovery(DiscoveryOptions options) {
    discovery = options;
    return this;
  }

  /** Passes each committed key to {@code keys} instead of counting it. */
  EnumeratorTestHarness committed(Consumer<String> keys) {
    committed = keys;
    return this;
  }

  EnumeratorTestHarness parallelism(int readers) {
    context = new ManualEnumeratorContext(readers);
    return this;
  }

  FileGroupEnumerator enumerator() {
    return java.util.Objects.requireNonNull(enumerator, "not started");
  }

  /** Starts a new enumerator from serialized state; the lease is not granted yet. */
  FileGroupEnumerator start(byte @Nullable [] state) throws Exception {
    SourceOptions options =
        new SourceOptions(
            StorageLocation.parseDirectory("s3://kconnect/"),
            StorageLocation.parseDirectory("s3://lake/"),
            PollInterval.between(Duration.ofSeconds(10), Duration.ofSeconds(60)),
            Duration.ofSeconds(60),
            bounded,
            discovery,
            PlanLimits.DEFAULTS);
    EnumeratorState restored =
        state == null ? EnumeratorState.EMPTY : codec.deserialize(codec.getVersion(), state);
    enumerator =
        new FileGroupEnumerator(
            context,
            options,
            tables,
            new EnumeratorServices(source, target, lease, notified ? queue : null),
            new EnumeratorMetrics(metrics, this),
            restored,
            this);
    enumerator.start();
    return enumerator;
  }

  /** Grants the lease and registers all readers. */
  void open() {
    lease.grant();
    for (int reader = 0; reader < context.currentParallelism(); reader++) {
      context.register(reader, List.of());
      enumerator().addReader(reader);
    }
  }

  /** Forgets the readers of the enumerator before. */
  void restart() {
    context = new ManualEnumeratorContext(context.currentParallelism());
  }

  EnumeratorTestHarness advance(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Advances the clock to the next poll and runs it. */
  void poll() {
    advance(Duration.ofSeconds(61));
    context.tick();
  }

  String put(String directory, int partition, long offset) {
    String key =
        String.format("topics/%s/%s/%s+%d+%010d.json", TABLE, directory, TABLE, partition, offset);
    raw.put(key, 1_000, now);
    return key;
  }

  String putToday(int partition, long offset) {
    return put("year=2026/month=11/day=22/hour=12", partition, offset);
  }

  /** Requests a split as the reader does; returns the groups of the answer. */
  List<FileGroup> takeAssigned(int reader) {
    enumerator().handleSplitRequest(reader, null);
    return context.takeAssigned(reader);
  }

  /** Whether the enumerator has discovered an object that no reader has. */
  boolean isKnown(String key) throws Exception {
    EnumeratorState state = enumerator().snapshotState(++checkpoint);
    return Stream.concat(
            state.pending().values().stream().flatMap(List::stream).map(PendingObject::key),
            state.ready().stream().flatMap(FileGroup::keys))
        .anyMatch(key::equals);
  }

  /** Reports that a reader has closed the group's file. */
  void finish(int reader, FileGroup group) {
    finish(reader, group, List.of());
  }

  void finish(int reader, FileGroup group, List<UnreadableObject> unreadable) {
    enumerator()
        .handleSourceEvent(
            reader,
            GroupFinishedEvent.of(
                group, group.rawBytes(), group.rawBytes() / 5, 1_000_000, unreadable));
  }

  /** Puts the group's file into the lake. */
  void commit(FileGroup group) {
    commit(group.tableDay(), group.objects());
  }

  void commit(TableDay tableDay, List<SourceObject> objects) {
    Lineage lineage = Lineage.of(tableDay.table(), tableDay.day(), objects.size(), 0, objects);
    String key =
        LakeLayout.compacted(tableDay.table(), tableDay.day()) + "part-" + files++ + "-0.parquet";
    lake.put(key, CommittedFileBytes.of(lineage), now);
    objects.forEach(object -> committed.accept(object.key()));
  }

  Map<String, Integer> timesCommitted() {
    return timesCommitted;
  }

  byte[] beginCheckpoint() throws Exception {
    return codec.serialize(enumerator().snapshotState(++checkpoint));
  }

  void completeCheckpoint() throws Exception {
    enumerator().notifyCheckpointComplete(checkpoint);
    context.runCalls();
  }

  byte[] checkpoint() throws Exception {
    byte[] state = beginCheckpoint();
    completeCheckpoint();
    return state;
  }

  /** Makes reads of an object fail, or succeed again with a null reason. */
  void unreadable(String key, @Nullable String reason) {
    if (reason == null) {
      refused.remove(key);
    } else {
      refused.put(key, reason);
    }
  }

  /**
   * Processes everything due in reader 0 and commits it with its checkpoints; returns the objects
   * that could be read.
   */
  List<FileGroup> drain() throws Exception {
    List<FileGroup> done = new ArrayList<>();
    for (List<FileGroup> next = takeAssigned(0); !next.isEmpty(); next = takeAssigned(0)) {
      for (FileGroup group : next) {
        finish(0, group, unreadableOf(group));
        group.without(refused.keySet()).ifPresent(done::add);
      }
    }
    checkpoint();
    done.forEach(this::commit);
    checkpoint();
    return done;
  }

  List<UnreadableObject> unreadableOf(FileGroup group) {
    return group.objects().stream()
        .filter(object -> refused.containsKey(object.key()))
        .map(object -> UnreadableObject.of(object, refused.get(object.key()), false))
        .toList();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
