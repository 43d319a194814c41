package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.Tables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Full scans find late and rewritten objects by comparison with the lake. */
class FullScanTest extends DiscoveryTestHarness {
  @Test
  void aLateObjectInAnOldPrefixIsFoundByTheFullScan() throws IOException {
    put("year=2026/month=11/day=20/hour=07", 0, 0);
    newKeys(Tables.byPath("t"));
    advance(Duration.ofHours(2));
    newKeys(Tables.byPath("t"));
    String late = put("year=2026/month=11/day=20/hour=07", 0, 8);
    advance(Duration.ofMinutes(1));
    assertThat(newKeys(Tables.byPath("t"))).isEmpty();
    advance(OPTIONS.fullScanInterval());
    List<String> found = new ArrayList<>(newKeys(Tables.byPath("t")));
    advance(OPTIONS.fullScanInterval());
    found.addAll(newKeys(Tables.byPath("t")));
    assertThat(found).as("two days old: every second full scan").containsExactly(late);
  }

  @Test
  void anObjectBelowTheHighWaterMarkIsFoundByTheFullScan() throws IOException {
    String first = put("partition=0", 0, 10);
    String third = put("partition=0", 0, 30);
    commit(first);
    newKeys(Tables.byLastModified("t"));
    advance(OPTIONS.disorder().plusSeconds(1));
    newKeys(Tables.byLastModified("t"));
    String second = put("partition=0", 0, 20);
    advance(Duration.ofSeconds(10));
    assertThat(newKeys(Tables.byLastModified("t"))).isEmpty();
    advance(OPTIONS.fullScanInterval());
    DiscoveryResult scan = discover(Tables.byLastModified("t"));
    assertThat(scan.newObjects()).isEmpty();
    assertThat(keys(scan.lateObjects()))
        .as("the lake has neither; only the enumerator knows whether the third is assigned")
        .containsExactly(second, third);
    assertThat(scan.scannedCount()).isEqualTo(3);
  }

  @Test
  void aRewrittenObjectIsReportedAndNotDiscoveredAgain() throws IOException {
    String same = put("partition=0", 0, 10);
    String other = put("partition=0", 0, 20);
    newKeys(Tables.byLastModified("t"));
    commit(same);
    commit(other);
    store.put(same, 10, now.plusSeconds(60), committed.get(same));
    store.put(other, 11, now.plusSeconds(60), "other content");
    advance(OPTIONS.fullScanInterval());
    DiscoveryResult scan = discover(Tables.byLastModified("t"));
    assertThat(scan.newObjects()).isEmpty();
    assertThat(scan.lateObjects()).isEmpty();
    assertThat(scan.rewrittenKeys()).containsExactly(other);
    assertThat(scan.rewrittenCount()).isEqualTo(1);
  }

  @Test
  void withAQueueOnlyFullScansList() throws IOException {
    put("year=2026/month=11/day=22/hour=07", 0, 0);
    ObjectDiscovery notified =
        new ObjectDiscovery(store, List.of(Tables.byPath("t")), OPTIONS, true);
    DiscoveryState first = notified.discover(DiscoveryState.EMPTY, now, lake, false).state();
    store.takeRequests();
    put("year=2026/month=11/day=22/hour=07", 0, 5);
    advance(Duration.ofMinutes(1));
    assertThat(notified.discover(first, now, lake, false).newObjects()).isEmpty();
    assertThat(store.takeRequests()).isEmpty();
    advance(OPTIONS.fullScanInterval());
    assertThat(notified.discover(first, now, lake, true).newObjects()).hasSize(1);
  }
}
