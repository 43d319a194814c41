package dev.kcompact.testbed.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.testbed.report.Price;
import dev.kcompact.testbed.report.Prices;
import dev.kcompact.testbed.report.RequestKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The cost of one day of the reported load. Uses the report's counts; each line states its
 * assumptions.
 */
record DayCost(JsonNode report, Deployed deployed, Prices prices) {
  private static final int HOURS = 24;
  private static final BigDecimal DAYS_OF_A_MONTH = BigDecimal.valueOf(30);
  private static final int GB_OF_A_KPU = 50;
  private static final int DIGITS = 12;

  /** The lease lasts a minute and is renewed after a third of it. */
  private static final long LEASE_WRITES = Duration.ofDays(1).dividedBy(Duration.ofSeconds(20));

  private static final Set<String> READS_AND_LISTS = Set.of("get", "head", "list");

  List<CostItem> items() {
    List<CostItem> items = new ArrayList<>();
    addJob(items);
    addWorkflow(items);
    addStanding(items);
    addNetwork(items);
    return items;
  }

  private void addJob(List<CostItem> items) {
    int kpus = deployed.kpus() + 1;
    items.add(
        new CostItem(
            "Managed Flink: " + deployed.kpus() + " KPU and one for orchestration",
            HOURS * kpus + " KPU hours",
            prices.of(Price.KPU_HOUR).multiply(BigDecimal.valueOf((long) HOURS * kpus))));
    int storage = deployed.kpus() * GB_OF_A_KPU;
    items.add(
        new CostItem(
            "Managed Flink: running storage",
            storage + " GB",
            daily(prices.of(Price.RUNNING_GB_MONTH).multiply(BigDecimal.valueOf(storage)))));
    long gets = requests("job", "get") + requests("job", "head");
    items.add(
        new CostItem(
            "The job's reads", count(gets) + " GET", prices.ofRequests(RequestKind.GET, gets)));
    JsonNode polling = report.path("cost").path("pollingDay");
    long polls =
        Math.round(
            polling.path("requests").asDouble()
                * polling.path("intervalSeconds").asDouble()
                / deployed.pollSeconds());
    long lists = requests("job", "list") + polls;
    items.add(
        new CostItem(
            "The job's discovery passes, every %d s all day".formatted(deployed.pollSeconds()),
            count(lists) + " LIST",
            prices.ofRequests(RequestKind.LIST, lists)));
    long writes = LEASE_WRITES + others("job");
    items.add(
        new CostItem(
            "The job's files, and its lease every 20 s",
            count(writes) + " PUT",
            prices.ofRequests(RequestKind.PUT, writes)));
  }

  private void addWorkflow(List<CostItem> items) {
    long reads = requests("functions", "get") + requests("functions", "head");
    long writes = requests("functions", "list") + others("functions");
    items.add(
        new CostItem(
            "The functions' requests",
            count(reads) + " GET, " + count(writes) + " PUT and LIST",
            prices
                .ofRequests(RequestKind.GET, reads)
                .add(prices.ofRequests(RequestKind.PUT, writes))));
    BigDecimal time = BigDecimal.ZERO;
    BigDecimal gbSeconds = BigDecimal.ZERO;
    long locks = 0;
    for (JsonNode use : report.path("functions")) {
      boolean isFinalize = use.path("name").asText().endsWith("-finalize");
      int memory = isFinalize ? deployed.finalizeMib() : use.path("memoryMib").asInt();
      long millis = use.path("totalMillis").asLong() + use.path("initMillis").asLong();
      long invocations = use.path("invocations").asLong();
      time = time.add(prices.ofInvocations(invocations, Duration.ofMillis(millis), memory));
      gbSeconds = gbSeconds.add(Prices.gbSeconds(Duration.ofMillis(millis), memory));
      locks += use.path("name").asText().matches(".*-(lock|publish|rollback)") ? invocations : 0;
    }
    items.add(
        new CostItem(
            "The functions' time",
            count(gbSeconds.setScale(0, RoundingMode.UP).longValue()) + " GB seconds",
            time));
    long steps = report.path("workflow").path("steps").size();
    items.add(
        new CostItem(
            "Step Functions",
            count(steps) + " state transitions",
            prices
                .of(Price.TRANSITIONS_PER_THOUSAND)
                .multiply(BigDecimal.valueOf(steps))
                .movePointLeft(3)));
    items.add(
        new CostItem(
            "The lock table",
            count(locks) + " reads and writes",
            prices
                .of(Price.DYNAMO_READ_PER_MILLION)
                .add(prices.of(Price.DYNAMO_WRITE_PER_MILLION))
                .multiply(BigDecimal.valueOf(locks))
                .movePointLeft(6)));
  }

  private void addStanding(List<CostItem> items) {
    BigDecimal month =
        prices
            .of(Price.ALARM_MONTH)
            .multiply(BigDecimal.valueOf(deployed.alarms()))
            .add(
                prices
                    .of(Price.DASHBOARD_MONTH)
                    .multiply(BigDecimal.valueOf(deployed.dashboards())))
            .add(prices.of(Price.METRIC_MONTH).multiply(BigDecimal.valueOf(deployed.metrics())));
    items.add(
        new CostItem(
            "CloudWatch",
            "%d alarms, %d dashboards, %d custom metrics"
                .formatted(deployed.alarms(), deployed.dashboards(), deployed.metrics()),
            daily(month)));
    items.add(new CostItem("Secrets Manager", "1 secret", daily(prices.of(Price.SECRET_MONTH))));
    long bytes = report.path("totals").path("bytes").asLong() + processedBytes();
    BigDecimal gb = BigDecimal.valueOf(bytes).movePointLeft(9);
    items.add(
        new CostItem(
            "The day's files, each further day that they are kept",
            gb.setScale(2, RoundingMode.UP) + " GB",
            daily(prices.of(Price.STORED_GB_MONTH).multiply(gb))));
  }

  private void addNetwork(List<CostItem> items) {
    Network network = deployed.network();
    items.add(
        new CostItem(
            "Network, without bytes",
            "%d NAT gateways, %d zones of interface endpoints"
                .formatted(network.natGateways(), network.endpointZones()),
            prices
                .of(Price.NAT_HOUR)
                .multiply(BigDecimal.valueOf(network.natGateways()))
                .add(
                    prices
                        .of(Price.ENDPOINT_HOUR)
                        .multiply(BigDecimal.valueOf(network.endpointZones())))
                .multiply(BigDecimal.valueOf(HOURS))));
  }

  private long processedBytes() {
    long bytes = 0;
    for (JsonNode table : report.path("tables")) {
      bytes += table.path("processed").path("bytes").asLong();
    }
    return bytes;
  }

  private long requests(String role, String kind) {
    long sum = 0;
    for (JsonNode request : report.path("requests")) {
      boolean isWanted =
          request.path("role").asText().equals(role) && request.path("kind").asText().equals(kind);
      sum += isWanted ? request.path("count").asLong() : 0;
    }
    return sum;
  }

  /** All requests that are neither reads, lists nor free. */
  private long others(String role) {
    long sum = 0;
    for (JsonNode request : report.path("requests")) {
      String kind = request.path("kind").asText();
      boolean isCharged =
          !READS_AND_LISTS.contains(kind)
              && Prices.tier(RequestKind.ofLabel(kind)) != Prices.Tier.FREE;
      sum +=
          isCharged && request.path("role").asText().equals(role)
              ? request.path("count").asLong()
              : 0;
    }
    return sum;
  }

  private static BigDecimal daily(BigDecimal monthly) {
    return monthly.divide(DAYS_OF_A_MONTH, DIGITS, RoundingMode.HALF_UP);
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A line of the bill, with quantity and cost per day. */
  record CostItem(String what, String amount, BigDecimal dollars) {}

  /**
   * Fixed resources of a deployment.
   *
   * @param kpus of the streaming job, without the one that the service adds
   * @param finalizeMib memory of the finalize function
   * @param metrics custom CloudWatch metrics
   * @param pollSeconds between two discovery passes
   */
  record Deployed(
      int kpus,
      int finalizeMib,
      int alarms,
      int dashboards,
      int metrics,
      int pollSeconds,
      Network network) {
    Deployed {
      if (kpus < 1) {
        throw new IllegalArgumentException("kpus must be 1 or more: " + kpus);
      }
      if (finalizeMib < 1) {
        throw new IllegalArgumentException("finalizeMib must be 1 or more: " + finalizeMib);
      }
      if (pollSeconds < 1) {
        throw new IllegalArgumentException("pollSeconds must be 1 or more: " + pollSeconds);
      }
    }
  }

  /**
   * What a VPC needs to reach AWS's services.
   *
   * @param endpointZones interface endpoints, each counted in each of its zones
   */
  record Network(int natGateways, int endpointZones) {}
}
