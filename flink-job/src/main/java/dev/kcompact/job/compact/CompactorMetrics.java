package dev.kcompact.job.compact;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.metrics.JobMetrics;
import dev.kcompact.job.metrics.RequestMetrics;
import dev.kcompact.job.store.RequestCounter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A compactor's metrics; all but requests are counted in the task's thread. */
final class CompactorMetrics {
  private final MetricGroup group;
  private final RequestMetrics requests;
  private final FetchMetrics fetching;
  private final Counter groups;
  private final Counter objects;
  private final Counter goneObjects;
  private final Counter changedObjects;
  private final Counter fetchedBytes;
  private final Counter rawBytes;
  private final Counter fileBytes;
  private final Counter rows;
  private final Counter corruptRows;
  private final Counter workMillis;
  private final Map<String, Counter> rejects = new HashMap<>();
  private final RecentRejects recent;
  private volatile Outcome last = new Outcome(0, 0, 0);

  CompactorMetrics(MetricGroup parent) {
    this(parent, InstantSource.system());
  }

  CompactorMetrics(MetricGroup parent, InstantSource clock) {
    recent = new RecentRejects(clock);
    group = JobMetrics.all(parent);
    requests = new RequestMetrics(group);
    fetching = new FetchMetrics(group);
    groups = group.counter("groups");
    objects = group.counter("objects");
    goneObjects = group.counter("goneObjects");
    changedObjects = group.counter("changedObjects");
    fetchedBytes = group.counter("fetchedBytes");
    rawBytes = group.counter("rawBytes");
    fileBytes = group.counter("fileBytes");
    rows = group.counter("rows");
    corruptRows = group.counter("corruptRows");
    workMillis = group.counter("workMillis");
    gauge(group, "lastGroupRawBytes", () -> last.rawBytes());
    showToCloudWatch(JobMetrics.forCloudWatch(parent));
  }

  /** Gauges and rates only: what a counter's sum over subtasks and snapshots means nobody says. */
  private void showToCloudWatch(MetricGroup shown) {
    gauge(shown, "groupMillis", () -> NANOSECONDS.toMillis(last.nanos()));
    gauge(shown, "groupFileBytes", () -> last.fileBytes());
    gauge(shown, "requestRetries", requests::allRetries);
    gauge(shown, "requestThrottles", requests::allThrottles);
    gauge(shown, "requestBackoffMillis", requests::backoffMillis);
    gauge(shown, "rejectedLastHour", recent::count);
    Gauge<Double> percent = recent::percent;
    shown.gauge("rejectedPercentLastHour", percent);
  }

  private static void gauge(MetricGroup group, String name, Gauge<Long> gauge) {
    group.gauge(name, gauge);
  }

  /** How the source keeps up with the task, and what bounds it. */
  private static final class FetchMetrics implements FetchMeter {
    private final Counter heldBack;
    private final Counter waitMillis;
    private long waitedNanos;
    private volatile int objects;
    private volatile long bytes;

    FetchMetrics(MetricGroup group) {
      heldBack = group.counter("fetchesHeldBack");
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

    /** Many waits are shorter than a millisecond, and must add up. */
    @Override
    public void waited(long nanos) {
      waitedNanos += nanos;
      long millis = NANOSECONDS.toMillis(waitedNanos);
      waitMillis.inc(millis);
      waitedNanos -= MILLISECONDS.toNanos(millis);
    }

    @Override
    public void heldBack() {
      heldBack.inc();
    }
  }

  RequestCounter requests() {
    return requests;
  }

  FetchMeter fetching() {
    return fetching;
  }

  void gone() {
    goneObjects.inc();
  }

  void changed() {
    changedObjects.inc();
  }

  void object(int itsRows, long itsBytes) {
    objects.inc();
    rows.inc(itsRows);
    recent.rows(itsRows);
    fetchedBytes.inc(itsBytes);
  }

  /**
   * @param reason with a pointer behind a colon, which is left out: metrics must be few
   */
  void corrupt(String reason) {
    corruptRows.inc();
    recent.rejected();
    int colon = reason.indexOf(':');
    String code = colon < 0 ? reason : reason.substring(0, colon);
    rejects.computeIfAbsent(code, key -> group.addGroup("reason", key).counter("rejects")).inc();
  }

  void finished(Outcome outcome) {
    groups.inc();
    rawBytes.inc(outcome.rawBytes());
    fileBytes.inc(outcome.fileBytes());
    workMillis.inc(NANOSECONDS.toMillis(outcome.nanos()));
    last = outcome;
  }
}
