package dev.kcompact.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.ObjectOwners;
import dev.kcompact.job.Tables;
import dev.kcompact.job.discovery.listing.PrefixLister;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The work of a pass grows with the tables, not with their square. Counts steps, not time. */
class ManyTablesTest extends DiscoveryTestHarness {
  private static final DayRule DAYS = new DayRule.FromPath("'dt='yyyy-MM-dd", ZoneOffset.UTC);

  @Test
  void aPassOverTenThousandTablesVisitsEachPrefixOnce() throws IOException {
    List<BaseTable> tables = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "t" + i;
      tables.add(table("topics/" + name + "/", name));
      store.put("topics/%s/dt=2026-11-22/%s+0+0000000000.json".formatted(name, name), 10, now);
    }
    assertThat(visited(tables, false)).as("first pass").isLessThanOrEqualTo(10_000);
    advance(Duration.ofMinutes(1));
    store.takeRequests();
    assertThat(visited(tables, false)).as("next pass").isLessThanOrEqualTo(20_000);
    assertThat(store.takeRequests()).as("a prefix each, and its parent").hasSizeLessThan(20_001);
    advance(Duration.ofMinutes(1));
    assertThat(visited(tables, true)).as("full scan").isLessThanOrEqualTo(30_000);
  }

  @Test
  void tablesOfOnePrefixAreListedTogether() throws IOException {
    List<BaseTable> tables = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      tables.add(table("topics/", "t" + i));
      store.put("topics/dt=2026-11-22/t%d+0+0000000000.json".formatted(i), 10, now);
    }
    visited(tables, false);
    assertThat(store.takeRequests()).as("pages").hasSize(2);
    advance(Duration.ofMinutes(1));
    assertThat(visited(tables, false)).as("one prefix").isLessThanOrEqualTo(2);
    assertThat(store.takeRequests()).hasSizeLessThan(10);
    advance(Duration.ofMinutes(1));
    assertThat(visited(tables, true)).as("one prefix").isLessThanOrEqualTo(4);
    assertThat(store.takeRequests()).hasSizeLessThan(15);
  }

  private static BaseTable table(String prefix, String name) {
    return Tables.below(prefix, name, ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT, DAYS);
  }

  private long visited(List<BaseTable> tables, boolean fullScan) throws IOException {
    List<TableGroup> groups = TableGroup.of(tables);
    DiscoveryPass pass =
        new DiscoveryPass(
            new PrefixLister(store, now, state.lastPass(), OPTIONS.disorder()),
            new KeyOwners(new ObjectOwners(tables)),
            TableGroup.byPrefix(groups),
            OPTIONS,
            new FullScanSchedule(OPTIONS),
            state,
            now,
            lake,
            fullScan,
            new Intake(OPTIONS.intake(), 0, 0),
            new CatchUpWatch(),
            false);
    for (TableGroup group : groups) {
      pass.discover(group, true);
    }
    state = pass.result().state();
    return pass.visited();
  }
}
