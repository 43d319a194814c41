package dev.kcompact.job.source.metrics;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.job.discovery.DiscoveredObject;
import dev.kcompact.job.discovery.DiscoveryResult;
import dev.kcompact.job.metrics.JobMetrics;
import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.source.split.BacklogSnapshot;
import dev.kcompact.job.source.split.BacklogSnapshot.Totals;
import dev.kcompact.job.store.RequestCounter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of the enumerator. Requests are counted in any thread, everything else in the
 * coordinator's. Metric reporters read the gauges, so gauges show copies.
 */
public final class EnumeratorMetrics {
  private final MetricGroup group;
  private final Clock clock;
  private final RequestMetrics requests;
  private final Counter discoveredObjects;
  private final Counter discoveredBytes;
  private final Counter coveredObjects;
  private final Counter lateObjects;
  private final Counter notifiedObjects;
  private final Counter malformedNotifications;
  private final Counter failedPolls;
  private final Counter committedGroups;
  private final Counter committedObjects;
  private final Counter committedBytes;
  private final Map<String, TableRates> rates = new ConcurrentHashMap<>();
  private final Instant started;
  private volatile Instant lastPoll;
  private volatile long rewritten;
  private volatile long unreadableFiles;
  private volatile long openListings;
  private volatile long topicsWithoutTable;
  private volatile @Nullable LocalDate oldestUnlisted;
  private volatile ExcludedObjects excluded = ExcludedObjects.NONE;
  private volatile BacklogSnapshot backlog = BacklogSnapshot.EMPTY;

  public EnumeratorMetrics(MetricGroup parent, Clock clock) {
    this.clock = clock;
    started = clock.instant();
    lastPoll = started;
    group = JobMetrics.all(parent);
    requests = new RequestMetrics(group);
    discoveredObjects = group.counter("discoveredObjects");
    discoveredBytes = group.counter("discoveredBytes");
    coveredObjects = group.counter("coveredObjects");
    lateObjects = group.counter("lateObjects");
    notifiedObjects = group.counter("notifiedObjects");
    malformedNotifications = group.counter("malformedNotifications");
    failedPolls = group.counter("failedPolls");
    committedGroups = group.counter("committedGroups");
    committedObjects = group.counter("committedObjects");
    committedBytes = group.counter("committedBytes");
    gauge("rewrittenObjects", () -> rewritten);
    for (ObjectKind kind : ObjectKind.values()) {
      if (kind.isExcluded()) {
        Gauge<Long> count = () -> excluded.count(kind);
        group.addGroup("kind", kind.code()).gauge("excludedObjects", count);
      }
    }
    gauge("millisSinceLook", () -> age(lastPoll));
    gauge("oldestUncompactedMillis", () -> age(oldestUncompacted()));
    gauge("uncompactedObjects", () -> backlog.uncompacted().objects());
    gauge("uncompactedBytes", () -> backlog.uncompacted().bytes());
    gauge("oldestPendingMillis", () -> age(backlog.pending().oldest()));
    gauge("pendingObjects", () -> backlog.pending().objects());
    gauge("pendingBytes", () -> backlog.pending().bytes());
    gauge("readyGroups", () -> backlog.readyGroups());
    gauge("workingGroups", () -> backlog.assignedGroups());
    gauge("unreadableObjects", this::unreadable);
    gauge("openListings", () -> openListings);
    gauge("unlistedDays", this::unlistedDays);
    gauge("topicsWithoutTable", () -> topicsWithoutTable);
  }

  private void gauge(String name, Gauge<Long> gauge) {
    group.gauge(name, gauge);
  }

  /** Adds the gauge of the poll interval; metric reporters call {@code current}. */
  public void pollInterval(Supplier<Duration> current) {
    gauge("pollIntervalMillis", () -> current.get().toMillis());
  }

  public RequestCounter requests() {
    return requests;
  }

  public void polled(DiscoveryResult result) {
    lastPoll = clock.instant();
    result.newObjects().forEach(this::discovered);
    result.resumedObjects().forEach(this::discovered);
    openListings = result.state().openListings().size();
    oldestUnlisted = result.oldestUnlisted();
    coveredObjects.inc(result.committedCount());
    if (result.scannedCount() > 0) {
      rewritten = result.rewrittenCount();
    }
    if (result.scannedCount() > 0 || !result.excluded().isEmpty()) {
      excluded = result.excluded();
    }
  }

  /** Number of topics that have no definition, and no room among the tables of a wildcard. */
  public void topicsWithoutTable(long count) {
    topicsWithoutTable = count;
  }

  private void discovered(DiscoveredObject object) {
    discoveredObjects.inc();
    discoveredBytes.inc(object.object().size());
  }

  /** From the oldest day that an open listing has come to. */
  private long unlistedDays() {
    LocalDate day = oldestUnlisted;
    return day == null
        ? 0
        : Math.max(0, DAYS.between(day, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }

  /** A poll or a verification against the lake has failed. */
  public void failed() {
    failedPolls.inc();
  }

  public void notified(long count, long malformed) {
    notifiedObjects.inc(count);
    malformedNotifications.inc(malformed);
  }

  public void late(long count) {
    lateObjects.inc(count);
  }

  public void alreadyCommitted(long count) {
    coveredObjects.inc(count);
  }

  /** Groups whose files are first contained in the last completed checkpoint. */
  public void committed(List<FileGroup> groups) {
    committedGroups.inc(groups.size());
    for (FileGroup each : groups) {
      committedObjects.inc(each.objects().size());
      committedBytes.inc(each.rawBytes());
    }
  }

  public void backlog(BacklogSnapshot now) {
    backlog = now;
  }

  /** Learned rates by table; the first file of a table adds its metrics. */
  public void rates(Map<String, TableRates> learned) {
    learned.forEach(
        (table, current) -> {
          if (rates.put(table, current) == null) {
            MetricGroup tableGroup = group.addGroup("table", table);
            Gauge<Double> ratio = () -> ratesOf(table).ratio();
            Gauge<Double> speed = () -> ratesOf(table).bytesPerSecond();
            tableGroup.gauge("learnedRatio", ratio);
            tableGroup.gauge("learnedBytesPerSecond", speed);
          }
        });
  }

  private TableRates ratesOf(String table) {
    return rates.getOrDefault(table, TableRates.UNKNOWN);
  }

  public DiscoveryReportEvent report() {
    Totals uncompacted = backlog.uncompacted();
    return new DiscoveryReportEvent(
        lastPoll,
        oldestUncompacted(),
        uncompacted.objects(),
        uncompacted.bytes(),
        discoveredObjects.getCount(),
        committedObjects.getCount(),
        committedBytes.getCount(),
        failedPolls.getCount(),
        unreadable(),
        openListings);
  }

  /** Number of committed files whose footers cannot be read. */
  public void unreadableFiles(long count) {
    unreadableFiles = count;
  }

  private long unreadable() {
    return backlog.unreadable() + unreadableFiles;
  }

  /** For objects of old checkpoints, whose age is unknown, returns the start of the enumerator. */
  private @Nullable Instant oldestUncompacted() {
    Totals uncompacted = backlog.uncompacted();
    Instant oldest = uncompacted.oldest();
    return oldest == null && uncompacted.objects() > 0 ? started : oldest;
  }

  private long age(@Nullable Instant since) {
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis();
  }
}
