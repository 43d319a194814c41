package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.Difference.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
class ProcessedCheckTest {
  @TempDir private Path folder;
  private LakeFixture lake;

  @BeforeEach
  void prepare() throws Exception {
    lake = new LakeFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void holdsForEveryTable(String table) throws Exception {
    List<List<String>> rows = lake.processedRows(table);
    lake.writeProcessed(table, rows);
    assertThat(check(table)).isEqualTo(new Holds("processed " + table, rows.size(), ""));
    assertThat(lake.expected.counts(lake.expected.table(table)).rows()).isEqualTo(rows.size());
    assertThat(lake.expected.counts(lake.expected.table(table)).duplicates())
        .as(table)
        .isPositive();
  }

  @Test
  void plainJavaAndTheDomainsQueryMakeTheSameTable() throws Exception {
    lake.writeProcessed("orders", lake.processedRows("orders"));
    lake.writeProcessed("payments", lake.processedRows("payments"));
    lake.writePaidOrders();
    CheckResult result = check("paid_orders");
    assertThat(result).isInstanceOf(Holds.class);
    assertThat(result.compared()).isGreaterThan(50);
  }

  @Test
  void reportsAMissingRow() throws Exception {
    List<List<String>> rows = lake.processedRows("payments");
    rows.remove(0);
    lake.writeProcessed("payments", rows);
    assertThat(differences("payments")).extracting(Difference::kind).containsExactly(Kind.MISSING);
  }

  @Test
  void reportsADuplicatedRow() throws Exception {
    List<List<String>> rows = lake.processedRows("payments");
    rows.add(rows.get(2));
    lake.writeProcessed("payments", rows);
    assertThat(differences("payments"))
        .extracting(Difference::kind)
        .containsExactly(Kind.DUPLICATED);
  }

  @Test
  void reportsARowOfAnotherKey() throws Exception {
    List<List<String>> rows = lake.processedRows("payments");
    List<String> row = new ArrayList<>(rows.get(2));
    row.set(0, "'00000000-0000-0000-0000-000000000000'");
    rows.add(row);
    lake.writeProcessed("payments", rows);
    assertThat(differences("payments"))
        .extracting(Difference::kind)
        .containsExactly(Kind.UNEXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "payments", "shipments", "customers"})
  void reportsAChangeInEveryColumn(String name) throws Exception {
    DeclaredTable table = lake.expected.table(name);
    for (int column = 0; column < table.columns().fields().size(); column++) {
      String field = table.columns().fields().get(column).getKey();
      List<List<String>> rows = lake.processedRows(name);
      int changed = column;
      if (!table.key().contains(field)) {
        List<String> row =
            rows.stream()
                .filter(r -> !r.get(changed).contains("NULL AS"))
                .findFirst()
                .orElseThrow();
        row.set(column, "NULL");
        lake.writeProcessed(name, rows);
        assertThat(differences(name))
            .as(field)
            .extracting(Difference::kind)
            .containsExactly(Kind.CHANGED);
      }
    }
  }

  @Test
  void reportsUnknownFieldsThatAreLostOrAdded() throws Exception {
    List<List<String>> rows = lake.processedRows("customers");
    int last = rows.get(0).size() - 1;
    List<String> without =
        rows.stream().filter(row -> row.get(last).equals("NULL")).findFirst().orElseThrow();
    List<String> with =
        rows.stream().filter(row -> !row.get(last).equals("NULL")).findFirst().orElseThrow();
    without.set(last, "'{}'");
    with.set(last, "NULL");
    lake.writeProcessed("customers", rows);
    assertThat(differences("customers"))
        .extracting(Difference::kind)
        .containsExactly(Kind.CHANGED, Kind.CHANGED);
  }

  @Test
  void reportsTheLastDigitOfADecimalAndTheLastMicrosecond() throws Exception {
    List<List<String>> rows = lake.processedRows("payments");
    int amount = 4;
    int updatedAt = 10;
    rows.get(0).set(amount, rows.get(0).get(amount) + " + 0.01");
    rows.get(1).set(updatedAt, rows.get(1).get(updatedAt) + " + INTERVAL 1 MICROSECOND");
    lake.writeProcessed("payments", rows);
    assertThat(differences("payments"))
        .extracting(Difference::kind)
        .containsExactly(Kind.CHANGED, Kind.CHANGED);
  }

  @Test
  void reportsAWrongSumOfTheDomainTable() throws Exception {
    List<List<String>> payments = lake.processedRows("payments");
    lake.writeProcessed("orders", lake.processedRows("orders"));
    payments.removeIf(row -> row.get(3).contains("APPROVED") && row.get(2).contains("'PIX'"));
    lake.writeProcessed("payments", payments);
    lake.writePaidOrders();
    assertThat(differences("paid_orders"))
        .extracting(Difference::kind)
        .contains(Kind.CHANGED, Kind.MISSING);
  }

  private List<Difference> differences(String table) throws Exception {
    return ((Differs) check(table)).first();
  }

  private CheckResult check(String table) throws Exception {
    try (DuckDb duckDb = lake.duckDb()) {
      return new ProcessedCheck(lake.expected, lake.expected.table(table))
          .run(duckDb, lake.files.parquet(lake.processedFolder(table)));
    }
  }
}
