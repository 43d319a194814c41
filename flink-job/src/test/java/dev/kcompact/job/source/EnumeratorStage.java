package dev.kcompact.job.source;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.Tables;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.ListedStore;
import dev.kcompact.job.discovery.PollPace;
import dev.kcompact.job.lake.CommittedBytes;
import dev.kcompact.job.notify.MemoryNotifications;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PlanLimits;
import dev.kcompact.job.plan.TableDay;
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
import org.jspecify.annotations.Nullable;

/**
 * The real enumerator with a raw bucket, a lake, a clock, readers and checkpoints that a test
 * drives by hand. A reader's group becomes a committed file when the test says so.
 */
final class EnumeratorStage extends Clock {
  static final String TABLE = "t";

  final ListedStore raw = new ListedStore();
  final ListedStore lake = new ListedStore();
  final HandDrivenLease lease = new HandDrivenLease();
  final MemoryNotifications queue = new MemoryNotifications();
  HandDrivenContext context = new HandDrivenContext(1);
  private final EnumeratorStateSerializer codec = new EnumeratorStateSerializer();
  private final Map<String, Integer> timesCommitted = new HashMap<>();
  private Consumer<String> committed = key -> timesCommitted.merge(key, 1, Integer::sum);
  private @Nullable FileGroupEnumerator enumerator;
  private boolean bounded;
  private boolean notified;
  private DiscoveryOptions discovery =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(1), 7);
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private long checkpoint;
  private int files;

  EnumeratorStage bounded() {
    bounded = true;
    return this;
  }

  EnumeratorStage notified() {
    notified = true;
    return this;
  }

  EnumeratorStage discovery(DiscoveryOptions options) {
    discovery = options;
    return this;
  }

  /** Is told of each key with each file of it, in place of {@link #timesCommitted}. */
  EnumeratorStage committed(Consumer<String> keys) {
    committed = keys;
    return this;
  }

  EnumeratorStage parallelism(int readers) {
    context = new HandDrivenContext(readers);
    return this;
  }

  FileGroupEnumerator enumerator() {
    return java.util.Objects.requireNonNull(enumerator, "not started");
  }

  /** A new enumerator with the state's bytes; the lease is not granted yet. */
  FileGroupEnumerator start(byte @Nullable [] state) throws Exception {
    SourceOptions options =
        new SourceOptions(
            StorageLocation.parseDirectory("s3://kconnect/"),
            StorageLocation.parseDirectory("s3://lake/"),
            PollPace.between(Duration.ofSeconds(10), Duration.ofSeconds(60)),
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
            Tables.definitions(TABLE),
            new Surroundings(raw, lake, lease, notified ? queue : null),
            new DiscoveryMetrics(context.metricGroup(), this),
            restored,
            this);
    enumerator.start();
    return enumerator;
  }

  /** Grants the lease, registers all readers and has each ask for work. */
  void open() {
    lease.grant();
    for (int reader = 0; reader < context.currentParallelism(); reader++) {
      context.register(reader, List.of());
      enumerator().addReader(reader);
      enumerator().handleSplitRequest(reader, null);
    }
  }

  EnumeratorStage pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Time passes until the next look, which is taken over. */
  void look() {
    pass(Duration.ofSeconds(61));
    context.tick();
  }

  String put(String directory, int partition, long offset) {
    String key =
        String.format("topics/%s/%s/%s+%d+%010d.json", TABLE, directory, TABLE, partition, offset);
    raw.put(key, 1_000, now);
    return key;
  }

  String today(int partition, long offset) {
    return put("year=2026/month=11/day=22/hour=12", partition, offset);
  }

  /** What the reader has been given; as the real one, it asks for the next before it begins. */
  List<FileGroup> given(int reader) {
    List<FileGroup> given = context.takeAssigned(reader);
    enumerator().handleSplitRequest(reader, null);
    return given;
  }

  /** A reader has closed the group's file. */
  void finish(int reader, FileGroup group) {
    enumerator()
        .handleSourceEvent(
            reader,
            new GroupFinished(
                group.id(), TABLE, group.rawBytes(), group.rawBytes() / 5, 1_000_000));
  }

  /** The group's file is in the lake. */
  void commit(FileGroup group) {
    commit(group.of(), group.objects());
  }

  void commit(TableDay of, List<SourceObject> objects) {
    Lineage lineage = Lineage.of(of.table(), of.day(), objects.size(), 0, objects);
    String key = LakeLayout.compacted(of.table(), of.day()) + "part-" + files++ + "-0.parquet";
    lake.put(key, CommittedBytes.of(lineage), now);
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
    context.work();
  }

  byte[] checkpoint() throws Exception {
    byte[] state = beginCheckpoint();
    completeCheckpoint();
    return state;
  }

  /** Everything that is due is worked off by reader 0 and committed, with its checkpoints. */
  List<FileGroup> drain() throws Exception {
    List<FileGroup> done = new ArrayList<>();
    for (List<FileGroup> next = given(0); !next.isEmpty(); next = given(0)) {
      for (FileGroup group : next) {
        finish(0, group);
        done.add(group);
      }
    }
    checkpoint();
    done.forEach(this::commit);
    checkpoint();
    return done;
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
