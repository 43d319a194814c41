package dev.kcompact.job.compact;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.metrics.JobMetrics;
import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.store.RequestCounter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Metrics of a compactor. Requests are counted in any thread, everything else in the task's. */
final class CompactorMetrics {
  private final MetricGroup group;
  private final RequestMetrics requests;
  private final FetchMetrics fetching;
  private final Counter groups;
  private final Counter objects;
  private final Counter missingObjects;
  private final Counter refusedReads;
  private final Counter changedObjects;
  private final Counter fetchedBytes;
  private final Counter rawBytes;
  private final Counter fileBytes;
  private final Counter rows;
  private final Counter corruptRows;
  private final Counter deferredLetters;
  private final Counter heldGroups;
  private final Counter workMillis;
  private final Map<String, Counter> rejects = new HashMap<>();
  private final RejectRate rejectRate;
  private volatile Outcome last = new Outcome(0, 0, 0, List.of());

  CompactorMetrics(MetricGroup parent, InstantSource clock) {
    rejectRate = new RejectRate(clock);
    group = JobMetrics.all(parent);
    requests = new RequestMetrics(group);
    fetching = new FetchMetrics(group);
    groups = group.counter("groups");
    objects = group.counter("objects");
    missingObjects = group.counter("goneObjects");
    refusedReads = group.counter("refusedReads");
    changedObjects = group.counter("changedObjects");
    fetchedBytes = group.counter("fetchedBytes");
    rawBytes = group.counter("rawBytes");
    fileBytes = group.counter("fileBytes");
    rows = group.counter("rows");
    corruptRows = group.counter("corruptRows");
    deferredLetters = group.counter("deferredLetters");
    heldGroups = group.counter("heldGroups");
    workMillis = group.counter("workMillis");
    gauge(group, "lastGroupRawBytes", () -> last.rawBytes());
    registerForCloudWatch(JobMetrics.forCloudWatch(parent));
  }

  /** Registers gauges only: CloudWatch adds up counters over subtasks and snapshots. */
  private void registerForCloudWatch(MetricGroup reported) {
    gauge(reported, "groupMillis", () -> NANOSECONDS.toMillis(last.nanos()));
    gauge(reported, "groupFileBytes", () -> last.fileBytes());
    gauge(reported, "requestRetries", requests::allRetries);
    gauge(reported, "requestThrottles", requests::allThrottles);
    gauge(reported, "requestBackoffMillis", requests::backoffMillis);
    gauge(reported, "rejectedLastHour", rejectRate::count);
    Gauge<Double> percent = rejectRate::percent;
    reported.gauge("rejectedPercentLastHour", percent);
  }

  private static void gauge(MetricGroup group, String name, Gauge<Long> gauge) {
    group.gauge(name, gauge);
  }

  private static final class FetchMetrics implements ObjectPrefetcher.Listener {
    private final Counter limited;
    private final Counter waitMillis;
    private long waitedNanos;
    private volatile int objects;
    private volatile long bytes;

    FetchMetrics(MetricGroup group) {
      limited = group.counter("fetchesHeldBack");
      waitMillis = group.counter("fetchWaitMillis");
      Gauge<Integer> objectsInFlight = () -> objects;
      Gauge<Long> bytesInFlight = () -> bytes;
      group.gauge("objectsInFlight", objectsInFlight);
      group.gauge("bytesInFlight", bytesInFlight);
      Gauge<Long> inAll = FetchBudget.OF_PROCESS::taken;
      group.gauge("bytesInFlightInAll", inAll);
    }

    @Override
    public void inFlight(int nowObjects, long nowBytes) {
      objects = nowObjects;
      bytes = nowBytes;
    }

    /** Sums nanoseconds, because many waits are shorter than a millisecond. */
    @Override
    public void waited(long nanos) {
      waitedNanos += nanos;
      long millis = NANOSECONDS.toMillis(waitedNanos);
      waitMillis.inc(millis);
      waitedNanos -= MILLISECONDS.toNanos(millis);
    }

    @Override
    public void limited() {
      limited.inc();
    }
  }

  RequestCounter requests() {
    return requests;
  }

  ObjectPrefetcher.Listener fetching() {
    return fetching;
  }

  void refused() {
    refusedReads.inc();
  }

  void missing() {
    missingObjects.inc();
  }

  void changed() {
    changedObjects.inc();
  }

  void object(int rowCount, long byteCount) {
    objects.inc();
    rows.inc(rowCount);
    rejectRate.rows(rowCount);
    fetchedBytes.inc(byteCount);
  }

  /** Counts by the reason's code, without its pointer, to limit the number of metrics. */
  void corrupt(String reason) {
    corruptRows.inc();
    rejectRate.rejected();
    int colon = reason.indexOf(':');
    String code = colon < 0 ? reason : reason.substring(0, colon);
    rejects.computeIfAbsent(code, key -> group.addGroup("reason", key).counter("rejects")).inc();
  }

  void deferred() {
    deferredLetters.inc();
  }

  /** Counts a group once. */
  void held(boolean before) {
    if (!before) {
      heldGroups.inc();
    }
  }

  void finished(Outcome outcome) {
    groups.inc();
    rawBytes.inc(outcome.rawBytes());
    fileBytes.inc(outcome.fileBytes());
    workMillis.inc(NANOSECONDS.toMillis(outcome.nanos()));
    last = outcome;
  }
}
