package dev.kcompact.testbed.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.testbed.KcompactTool;
import dev.kcompact.testbed.cost.DayCost.CostItem;
import dev.kcompact.testbed.cost.DayCost.Deployed;
import dev.kcompact.testbed.cost.DayCost.Network;
import dev.kcompact.testbed.report.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DayCostTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  private static final String REPORT =
      """
      {"totals": {"bytes": 1000000000},
       "tables": [{"processed": {"bytes": 500000000}}, {"processed": null}],
       "requests": [
         {"role": "job", "kind": "get", "count": 70000}, {"role": "job", "kind": "list", "count": 240},
         {"role": "job", "kind": "upload-part", "count": 80}, {"role": "job", "kind": "delete", "count": 9},
         {"role": "functions", "kind": "get", "count": 1000}, {"role": "functions", "kind": "list", "count": 90},
         {"role": "functions", "kind": "put", "count": 10}, {"role": "harness", "kind": "put", "count": 70000}],
       "cost": {"pollingDay": {"intervalSeconds": 10.0, "requests": 17280}},
       "functions": [
         {"name": "kcompact-finalize", "invocations": 2, "totalMillis": 9000, "initMillis": 1000, "memoryMib": 2048},
         {"name": "kcompact-lock", "invocations": 4, "totalMillis": 1000, "initMillis": 1000, "memoryMib": 512}],
       "workflow": {"steps": [{}, {}, {}, {}]}}
      """;

  @Test
  void countsEachItemOnce() throws IOException {
    JsonNode report = new ObjectMapper().readTree(REPORT);

    List<CostItem> items =
        new DayCost(report, new Deployed(1, 8192, 6, 1, 10, 30, new Network(1, 2)), Prices.DEFAULT)
            .items();

    assertThat(
            items.stream()
                .map(
                    item ->
                        item.amount() + " $" + item.dollars().stripTrailingZeros().toPlainString()))
        .containsExactly(
            "48 KPU hours $5.28",
            "50 GB $0.166666666667",
            "70,000 GET $0.028",
            "6,000 LIST $0.03",
            "4,400 PUT $0.022",
            "1,000 GET, 100 PUT and LIST $0.0009",
            "81 GB seconds $0.0013512027",
            "4 state transitions $0.0001",
            "4 reads and writes $0.000003",
            "6 alarms, 1 dashboards, 10 custom metrics $0.22",
            "1 secret $0.013333333333",
            "1.50 GB $0.00115",
            "1 NAT gateways, 2 zones of interface endpoints $1.56");
    assertThat(CostCommand.table(items, Prices.DEFAULT))
        .last()
        .isEqualTo("| **total** |  | $7.3235 |");
  }

  @Test
  void saoPauloIsMoreExpensiveAndSaysWhichPricesAreNotConfirmed() throws IOException {
    Prices prices = Prices.of("sa-east-1");
    Deployed deployed = new Deployed(1, 8192, 6, 1, 10, 30, new Network(1, 2));
    List<CostItem> items =
        new DayCost(new ObjectMapper().readTree(REPORT), deployed, prices).items();

    assertThat(items)
        .extracting(
            item -> item.amount() + " $" + item.dollars().stripTrailingZeros().toPlainString())
        .contains("70,000 GET $0.0392", "6,000 LIST $0.042", "4 state transitions $0.00015");
    List<String> table = CostCommand.table(items, prices);
    assertThat(table).first().asString().contains("list prices of sa-east-1, 2026-11");
    assertThat(table)
        .last()
        .asString()
        .startsWith("These prices of sa-east-1 are from memory, check them: ")
        .contains("kpu hour", "lambda per gb second")
        .doesNotContain("s3", "stored gb month", "nat hour");
    assertThat(Prices.DEFAULT.unconfirmed()).isEmpty();
  }

  @Test
  void refusesARegionThatThePriceListDoesNotHave() {
    assertThatThrownBy(() -> Prices.of("eu-west-1"))
        .hasMessage(
            "the price list has no region 'eu-west-1'; expected one of us-east-1, sa-east-1");
  }

  @Test
  void refusesAJobWithoutProcessors() {
    assertThatThrownBy(() -> new Deployed(0, 8192, 0, 0, 0, 30, new Network(0, 0)))
        .hasMessage("kpus must be 1 or more: 0");
    assertThat(new Deployed(1, 1, 0, 0, 0, 1, new Network(0, 0)).finalizeMib()).isEqualTo(1);
  }

  @Test
  void isWhatTheDocumentSays() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/deploy.md"));
    Matcher command = Pattern.compile("\\n\\./kcompact (cost .*)\\n").matcher(document);
    assertThat(command.find()).isTrue();
    String[] words = command.group(1).replace("docs/", ROOT.resolve("docs") + "/").split(" ");

    assertThat(document).contains(KcompactTool.output(words).strip());
  }
}
