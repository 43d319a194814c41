package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.Tables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes late, or anew, is found by asking the lake. */
class SweepTest extends DiscoveryStage {
  @Test
  void aLateFileInAnOldDirectoryIsFoundByTheSweep() throws IOException {
    put("year=2026/month=11/day=20/hour=07", 0, 0);
    poll(Tables.byPath("t"));
    pass(Duration.ofHours(2));
    poll(Tables.byPath("t"));
    String late = put("year=2026/month=11/day=20/hour=07", 0, 8);
    pass(Duration.ofMinutes(1));
    assertThat(poll(Tables.byPath("t"))).isEmpty();
    pass(OPTIONS.sweepInterval());
    List<String> found = new ArrayList<>(poll(Tables.byPath("t")));
    pass(OPTIONS.sweepInterval());
    found.addAll(poll(Tables.byPath("t")));
    assertThat(found).as("two days old: every second sweep").containsExactly(late);
  }

  @Test
  void whatIsOvertakenForLongIsFoundByTheSweep() throws IOException {
    String first = put("partition=0", 0, 10);
    String third = put("partition=0", 0, 30);
    commit(first);
    poll(Tables.byLastModified("t"));
    pass(OPTIONS.disorder().plusSeconds(1));
    poll(Tables.byLastModified("t"));
    String second = put("partition=0", 0, 20);
    pass(Duration.ofSeconds(10));
    assertThat(poll(Tables.byLastModified("t"))).isEmpty();
    pass(OPTIONS.sweepInterval());
    Found swept = look(Tables.byLastModified("t"));
    assertThat(swept.objects()).isEmpty();
    assertThat(keys(swept.overtaken()))
        .as("the lake has neither; whether the third is under way only the enumerator knows")
        .containsExactly(second, third);
    assertThat(swept.sweptCount()).isEqualTo(3);
  }

  @Test
  void anObjectThatWasWrittenAnewIsReportedAndNotFoundAgain() throws IOException {
    String same = put("partition=0", 0, 10);
    String other = put("partition=0", 0, 20);
    poll(Tables.byLastModified("t"));
    commit(same);
    commit(other);
    store.put(same, 10, now.plusSeconds(60), committed.get(same));
    store.put(other, 11, now.plusSeconds(60), "other content");
    pass(OPTIONS.sweepInterval());
    Found swept = look(Tables.byLastModified("t"));
    assertThat(swept.objects()).isEmpty();
    assertThat(swept.overtaken()).isEmpty();
    assertThat(swept.changed()).containsExactly(other);
    assertThat(swept.changedCount()).isEqualTo(1);
  }

  @Test
  void aQueueLeavesOnlyTheSweeps() throws IOException {
    put("year=2026/month=11/day=22/hour=07", 0, 0);
    Discovery notified = new Discovery(store, List.of(Tables.byPath("t")), OPTIONS, true);
    Seen first = notified.look(Seen.NOTHING, now, lake, false).seen();
    store.takeRequests();
    put("year=2026/month=11/day=22/hour=07", 0, 5);
    pass(Duration.ofMinutes(1));
    assertThat(notified.look(first, now, lake, false).objects()).isEmpty();
    assertThat(store.takeRequests()).isEmpty();
    pass(OPTIONS.sweepInterval());
    assertThat(notified.look(first, now, lake, true).objects()).hasSize(1);
  }
}
