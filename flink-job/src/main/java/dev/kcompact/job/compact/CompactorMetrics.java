package dev.kcompact.job.compact;

import dev.kcompact.job.compact.GroupTask.Outcome;
import dev.kcompact.job.store.RequestCounter;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A compactor's metrics; all are counted in the task's thread. */
final class CompactorMetrics {
  private final MetricGroup group;
  private final Counter gets;
  private final Counter groups;
  private final Counter objects;
  private final Counter goneObjects;
  private final Counter rawBytes;
  private final Counter fileBytes;
  private final Counter rows;
  private final Counter corruptRows;
  private final Map<String, Counter> rejects = new HashMap<>();

  CompactorMetrics(MetricGroup parent) {
    group = parent.addGroup("kcompact");
    gets = group.counter("requestsGet");
    groups = group.counter("groups");
    objects = group.counter("objects");
    goneObjects = group.counter("goneObjects");
    rawBytes = group.counter("rawBytes");
    fileBytes = group.counter("fileBytes");
    rows = group.counter("rows");
    corruptRows = group.counter("corruptRows");
  }

  /** The compactor fetches and does nothing else with its store. */
  void count(RequestCounter.Kind kind) {
    if (kind == RequestCounter.Kind.GET) {
      gets.inc();
    }
  }

  void gone() {
    goneObjects.inc();
  }

  void object(int itsRows) {
    objects.inc();
    rows.inc(itsRows);
  }

  /**
   * @param reason with a pointer behind a colon, which is left out: metrics must be few
   */
  void corrupt(String reason) {
    corruptRows.inc();
    int colon = reason.indexOf(':');
    String code = colon < 0 ? reason : reason.substring(0, colon);
    rejects.computeIfAbsent(code, key -> group.addGroup("reason", key).counter("rejects")).inc();
  }

  void finished(Outcome outcome) {
    groups.inc();
    rawBytes.inc(outcome.rawBytes());
    fileBytes.inc(outcome.fileBytes());
  }
}
