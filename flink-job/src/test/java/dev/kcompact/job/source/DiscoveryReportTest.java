package dev.kcompact.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.RecordedMetrics;
import dev.kcompact.job.plan.FileGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What readers are told of discovery and compaction, and show. */
class DiscoveryReportTest {
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private final EnumeratorStage stage = new EnumeratorStage();

  private DiscoveryReport report() {
    stage.context.tick();
    return stage.context.reported().get(0);
  }

  @Test
  void anObjectIsUncompactedFromItsDiscoveryUntilACheckpointHoldsItsFile() throws Exception {
    stage.start(null);
    stage.open();
    stage.today(0, 1);
    stage.look();
    Instant discovered = stage.instant();
    stage.pass(MAX_WAIT);
    stage.today(0, 2);
    stage.look();
    assertThat(report().oldest()).isEqualTo(discovered);
    assertThat(report().uncompactedObjects()).as("a group, and one that came with it").isEqualTo(2);
    List<FileGroup> given = stage.given(0);
    stage.pass(Duration.ofMinutes(1));
    assertThat(report().oldest()).as("a reader has it").isEqualTo(discovered);
    stage.finish(0, given.get(0));
    assertThat(report().committedObjects()).isZero();

    stage.checkpoint();

    DiscoveryReport after = report();
    assertThat(after.committedObjects()).isEqualTo(2);
    assertThat(after.committedBytes()).isEqualTo(2_000);
    assertThat(after.discoveredObjects()).isEqualTo(2);
    assertThat(after.uncompactedObjects()).isZero();
    assertThat(after.oldest()).isNull();
  }

  @Test
  void theAgeSurvivesARestartWhereverTheObjectIs() throws Exception {
    stage.start(null);
    stage.open();
    stage.today(0, 1);
    stage.look();
    Instant discovered = stage.instant();
    byte[] pending = stage.checkpoint();
    stage.pass(MAX_WAIT);
    stage.context.takeAssigned(0);
    stage.context.unregister(0);
    stage.look();
    byte[] ready = stage.checkpoint();

    for (byte[] state : List.of(pending, ready)) {
      stage.pass(Duration.ofHours(1));
      stage.context.unregister(0);
      stage.start(state);
      stage.lease.grant();
      stage.context.register(0, List.of());
      assertThat(report().oldest()).isEqualTo(discovered);
    }
  }

  @Test
  void everyReaderIsToldAndNoneOfABoundedJob() throws Exception {
    stage.parallelism(2).start(null);
    stage.open();
    stage.look();
    assertThat(stage.context.reported().keySet()).containsExactlyInAnyOrder(0, 1);

    EnumeratorStage bounded = new EnumeratorStage().bounded();
    bounded.start(null);
    bounded.open();
    bounded.look();
    assertThat(bounded.context.reported()).isEmpty();
  }

  @Test
  void looksThatFailLeaveTheLastOneOld() throws Exception {
    stage.start(null);
    stage.open();
    stage.look();
    Instant looked = report().lookedAt();
    assertThat(looked).isEqualTo(stage.instant());
    stage.raw.failing(true);
    stage.look();
    assertThat(report().lookedAt()).isEqualTo(looked);
    assertThat(report().failedPolls()).isEqualTo(1);
  }

  @Test
  void agesGoOnGrowingBetweenReports() {
    RecordedMetrics metrics = new RecordedMetrics();
    ReaderMetrics shown = new ReaderMetrics(metrics, stage);
    assertThat(metrics.shown("oldestUncompactedMillis")).isEqualTo(0L);
    assertThat(metrics.shown("millisSinceLook")).isEqualTo(0L);
    Instant oldest = stage.instant().minusSeconds(60);
    shown.reported(new DiscoveryReport(stage.instant(), oldest, 3, 30, 5, 2, 20, 1));
    stage.pass(Duration.ofSeconds(5));
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
