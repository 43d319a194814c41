package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.InMemoryMetricGroup;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.source.metrics.DiscoveryReportEvent;
import dev.kcompact.job.source.metrics.ReaderMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of discovery and compaction, which readers show as metrics. */
class DiscoveryReportTest {
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private final EnumeratorTestHarness harness = new EnumeratorTestHarness();

  private DiscoveryReportEvent report() {
    harness.context.tick();
    harness.enumerator().handleSplitRequest(0, null);
    return harness.context.reports().get(0);
  }

  @Test
  void anObjectIsUncompactedFromItsDiscoveryUntilACheckpointContainsItsFile() throws Exception {
    harness.start(null);
    harness.open();
    harness.putToday(0, 1);
    harness.poll();
    Instant discovered = harness.instant();
    harness.advance(MAX_WAIT);
    harness.putToday(0, 2);
    harness.poll();
    assertThat(report().oldestUncompacted()).isEqualTo(discovered);
    assertThat(report().uncompactedObjects()).as("two objects in one group").isEqualTo(2);
    List<FileGroup> assigned = harness.takeAssigned(0);
    harness.advance(Duration.ofMinutes(1));
    assertThat(report().oldestUncompacted()).as("assigned").isEqualTo(discovered);
    harness.finish(0, assigned.get(0));
    assertThat(report().committedObjects()).isZero();

    harness.checkpoint();

    DiscoveryReportEvent after = report();
    assertThat(after.committedObjects()).isEqualTo(2);
    assertThat(after.committedBytes()).isEqualTo(2_000);
    assertThat(after.discoveredObjects()).isEqualTo(2);
    assertThat(after.uncompactedObjects()).isZero();
    assertThat(after.oldestUncompacted()).isNull();
  }

  @Test
  void theAgeSurvivesARestartInEveryStage() throws Exception {
    harness.start(null);
    harness.open();
    harness.putToday(0, 1);
    harness.poll();
    Instant discovered = harness.instant();
    byte[] pending = harness.checkpoint();
    harness.advance(MAX_WAIT);
    harness.context.takeAssigned(0);
    harness.context.unregister(0);
    harness.poll();
    byte[] ready = harness.checkpoint();

    for (byte[] state : List.of(pending, ready)) {
      harness.advance(Duration.ofHours(1));
      harness.context.unregister(0);
      harness.start(state);
      harness.lease.grant();
      harness.context.register(0, List.of());
      assertThat(report().oldestUncompacted()).isEqualTo(discovered);
    }
  }

  /** An event to a reader that has just ended would fail the job. */
  @Test
  void readersReceiveNothingWithoutARequest() throws Exception {
    harness.parallelism(2).start(null);
    harness.open();
    harness.putToday(0, 1);
    harness.poll();
    harness.advance(MAX_WAIT);
    harness.poll();
    harness.checkpoint();
    assertThat(harness.context.reports()).isEmpty();
    assertThat(harness.context.takeAssigned(0)).isEmpty();
    assertThat(harness.context.takeAssigned(1)).isEmpty();

    assertThat(harness.takeAssigned(1)).hasSize(1);
    assertThat(harness.context.reports().keySet()).containsExactly(1);
  }

  @Test
  void aBoundedJobSendsNoReports() throws Exception {
    EnumeratorTestHarness bounded = harness.bounded();
    bounded.start(null);
    bounded.open();
    bounded.poll();
    bounded.takeAssigned(0);
    assertThat(bounded.context.finished()).containsExactly(0);
    assertThat(bounded.context.reports()).isEmpty();
  }

  @Test
  void failedPollsDoNotChangeTheTimeOfTheLast() throws Exception {
    harness.start(null);
    harness.open();
    harness.poll();
    Instant polled = report().lastPoll();
    assertThat(polled).isEqualTo(harness.instant());
    harness.raw.failing(true);
    harness.poll();
    assertThat(report().lastPoll()).isEqualTo(polled);
    assertThat(report().failedPolls()).isEqualTo(1);
  }

  @Test
  void agesGrowBetweenReports() {
    InMemoryMetricGroup metrics = new InMemoryMetricGroup();
    ReaderMetrics shown = new ReaderMetrics(metrics, harness);
    assertThat(metrics.shown("oldestUncompactedMillis")).isEqualTo(0L);
    assertThat(metrics.shown("millisSinceLook")).isEqualTo(0L);
    Instant oldest = harness.instant().minusSeconds(60);
    shown.report(new DiscoveryReportEvent(harness.instant(), oldest, 3, 30, 5, 2, 20, 1, 4, 6));
    harness.advance(Duration.ofSeconds(5));
    assertThat(metrics.shown("oldestUncompactedMillis")).isEqualTo(65_000L);
    assertThat(metrics.shown("millisSinceLook")).isEqualTo(5_000L);
    assertThat(metrics.shown("uncompactedObjects")).isEqualTo(3L);
    assertThat(metrics.shown("uncompactedBytes")).isEqualTo(30L);
    assertThat(metrics.shown("discoveredObjects")).isEqualTo(5L);
    assertThat(metrics.shown("committedObjects")).isEqualTo(2L);
    assertThat(metrics.shown("committedBytes")).isEqualTo(20L);
    assertThat(metrics.shown("failedPolls")).isEqualTo(1L);
  }
}
