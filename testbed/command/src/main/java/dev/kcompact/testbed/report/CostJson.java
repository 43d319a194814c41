package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.ReportJson.object;
import static dev.kcompact.testbed.report.ReportJson.seconds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.testbed.report.Comparisons.Listings;
import dev.kcompact.testbed.report.Comparisons.NaiveLambda;
import dev.kcompact.testbed.report.RunReport.Polling;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON of the prices, the run's cost, and the cost of the naive solutions. */
final class CostJson {
  private CostJson() {}

  static ObjectNode of(RunReport report) {
    Comparisons costs = Comparisons.of(report);
    ObjectNode node = object();
    node.set("prices", prices());
    ObjectNode measured = node.putObject("measured");
    measured.put("jobRequests", costs.jobCost());
    measured.put("functionRequests", costs.functionsCost());
    measured.put("functionTime", costs.lambdaCost());
    node.set("pollingDay", polling(report.polling(), costs.polling()));
    node.set("naiveLambda", naiveLambda(costs.naiveLambda()));
    node.set("naiveListingDay", listings(costs.naiveListing(), Comparisons.LISTING_INTERVAL));
    return node;
  }

  private static ObjectNode prices() {
    ObjectNode node =
        object().put("region", Prices.DEFAULT.region()).put("asOf", Prices.AS_OF.toString());
    node.put("getPerThousand", Prices.DEFAULT.of(Price.S3_GET_PER_THOUSAND));
    node.put("putPerThousand", Prices.DEFAULT.of(Price.S3_PUT_PER_THOUSAND));
    node.put("lambdaPerGbSecond", Prices.DEFAULT.of(Price.LAMBDA_PER_GB_SECOND));
    return node.put("lambdaPerMillion", Prices.DEFAULT.of(Price.LAMBDA_PER_MILLION));
  }

  private static @Nullable ObjectNode polling(
      @Nullable Polling polling, @Nullable Listings listings) {
    return polling == null || listings == null
        ? null
        : listings(listings, polling.interval()).put("basis", polling.basis());
  }

  private static ObjectNode listings(Listings listings, Duration interval) {
    ObjectNode node = object().put("intervalSeconds", seconds(interval));
    node.put("polls", listings.polls()).put("listsPerPoll", listings.perPoll());
    return node.put("requests", listings.requests()).put("dollars", listings.cost());
  }

  private static ObjectNode naiveLambda(NaiveLambda naive) {
    ObjectNode node = object().put("gets", naive.gets()).put("lists", naive.lists());
    node.put("getMillis", Comparisons.GET_LATENCY.toMillis());
    node.put("memoryMib", Comparisons.LAMBDA_MEMORY_MIB);
    node.put("seconds", seconds(naive.time())).put("hitsLimit", naive.hitsLimit());
    node.put("requestDollars", naive.requestCost()).put("computeDollars", naive.computeCost());
    return node.put("dollars", naive.cost());
  }
}
