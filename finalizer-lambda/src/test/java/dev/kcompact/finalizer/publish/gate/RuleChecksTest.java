package dev.kcompact.finalizer.publish.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.run.documents.ChecksDocument.Check;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.MemoryPartitions;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules over all results of a day. */
class RuleChecksTest {
  private static final String FRESH = "{ name: fresh, fresh: { column: updated_at, within: 2h } }";
  private static final String USUAL = "{ name: usual, rows: { days: 3, least: 0.5, most: 1.5 } }";

  private final MemoryPartitions catalog = new MemoryPartitions();

  @Test
  void addsUpWhatThePartsFoundAndKeepsTheFirstSamples() {
    BrokenRule here = new BrokenRule("known", Severity.FAIL, 3, List.of("b#1", "b#2", "b#3"));
    BrokenRule there = new BrokenRule("known", Severity.FAIL, 4, List.of("a#1", "a#2", "a#3"));
    BrokenRule warn = new BrokenRule("usual", Severity.WARN, 1);

    List<Check> broken =
        broken("{ name: any, sql: a }", result(1, null, here, warn), result(1, null, there));

    assertThat(broken)
        .containsExactly(
            new Check(
                "orders",
                "known",
                Severity.FAIL,
                7,
                List.of("a#1", "a#2", "a#3", "b#1", "b#2"),
                "is broken by 7 rows, first a#1"),
            new Check("orders", "usual", Severity.WARN, 1, List.of(), "is broken by 1 rows"));
    assertThat(RuleChecks.failing(broken))
        .containsExactly(new Finding("orders", "rule known (fail) is broken by 7 rows, first a#1"));
  }

  @Test
  void aDayIsFreshByTheNewestOfItsParts() {
    assertThat(broken(FRESH, result(1, "2026-11-22T10:00:00Z"), result(1, "2026-11-22T22:00:00Z")))
        .isEmpty();
    assertThat(broken(FRESH, result(1, "2026-11-22T10:00:00Z"), result(1, "2026-11-22T21:59:59Z")))
        .containsExactly(
            new Check(
                "orders",
                "fresh",
                Severity.FAIL,
                0,
                List.of(),
                "is broken: the newest updated_at is 2026-11-22T21:59:59Z, expected"
                    + " 2026-11-22T22:00:00Z or later"));
    assertThat(broken(FRESH)).as("no rows of the table").hasSize(1);
  }

  @Test
  void theRowsOfADayAreComparedWithTheMedianOfEarlierDays() {
    assertThat(broken(USUAL, result(1, null))).as("no earlier published day").isEmpty();
    published("2026-11-21", "1000");
    published("2026-11-20", "10");
    published("2026-11-19", "100");
    published("2026-11-18", "1");
    catalog.partitions.put("test_sales.orders/2026-11-17", new Target("s3://foreign/", Map.of()));

    assertThat(broken(USUAL, result(20, null), result(30, null))).isEmpty();
    assertThat(broken(USUAL, result(150, null))).isEmpty();
    assertThat(broken(USUAL, result(151, null))).hasSize(1);
    assertThat(broken(USUAL, result(49, null)))
        .extracting(Check::reason)
        .containsExactly(
            "is broken: there are 49 rows, expected 50.0 to 150.0, from the median of 3"
                + " published days");
    assertThat(broken(USUAL)).as("no rows of the table").hasSize(1);
  }

  private void published(String day, String rows) {
    catalog.partitions.put(
        "test_sales.orders/" + day, new Target("s3://lake/", Map.of("kcompact.rows", rows)));
  }

  private List<Check> broken(String rule, TableResult... results) {
    TableCatalog definitions =
        SampleDefinitions.with(
            "tables/orders.yaml",
            SampleDefinitions.text("tables/orders.yaml") + "  - " + rule + "\n");
    TableDefinition orders = definitions.table("orders").orElseThrow();
    return new RuleChecks(
            List.of(results), new DayRules(catalog, definitions, "test", DayFixture.DAY))
        .broken(List.of(orders));
  }

  private static TableResult result(long rows, String newest, BrokenRule... broken) {
    return new TableResult(
        TableResult.VERSION,
        "orders",
        "s-0000",
        0,
        1,
        rows,
        0,
        0,
        0,
        rows,
        List.of(broken),
        List.of(),
        List.of(),
        newest == null ? Map.of() : Map.of("updated_at", Instant.parse(newest)),
        1,
        null);
  }
}
