package dev.kcompact.testbed.report;

import dev.kcompact.testbed.report.RequestCount.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost of the run's requests, and of naive solutions for the same day. All values are computed
 * from the run's measurements; the assumptions are constants here and are shown with the results.
 *
 * @param jobCost dollars for the counted requests of the streaming job
 * @param functionsCost dollars for the counted requests of the functions
 * @param lambdaCost dollars for the measured time of the functions
 * @param polling polls without new objects during a day; null if the job does not poll
 * @param naiveLambda one Lambda that reads every raw object
 * @param naiveListing repeated full listings of one flat prefix during a day
 */
record Comparisons(
    BigDecimal jobCost,
    BigDecimal functionsCost,
    BigDecimal lambdaCost,
    @Nullable Listings polling,
    NaiveLambda naiveLambda,
    Listings naiveListing) {
  /** Time to read a small object from a Lambda in the same region. */
  static final Duration GET_LATENCY = Duration.ofMillis(20);

  static final int LAMBDA_MEMORY_MIB = 1024;
  static final Duration LAMBDA_LIMIT = Duration.ofMinutes(15);
  static final Duration LISTING_INTERVAL = Duration.ofSeconds(10);

  /** Maximum number of keys in a LIST answer. */
  static final int PAGE = 1000;

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * LIST requests of a day.
   *
   * @param polls number of polls in a day
   * @param perPoll LIST requests of each poll
   */
  record Listings(long polls, long perPoll, BigDecimal cost) {
    long requests() {
      return polls * perPoll;
    }

    static Listings ofDay(Duration interval, long perPoll) {
      long polls = DAY.dividedBy(interval);
      return new Listings(
          polls, perPoll, Prices.DEFAULT.ofRequests(RequestKind.LIST, polls * perPoll));
    }
  }

  /**
   * One Lambda that lists the day and reads its objects sequentially.
   *
   * @param time reading time only
   * @param requestCost dollars for GET and LIST
   * @param computeCost dollars for the time
   */
  record NaiveLambda(
      long gets, long lists, Duration time, BigDecimal requestCost, BigDecimal computeCost) {
    static NaiveLambda of(long objects) {
      long lists = pages(objects);
      Duration time = GET_LATENCY.multipliedBy(objects);
      return new NaiveLambda(
          objects,
          lists,
          time,
          Prices.DEFAULT
              .ofRequests(RequestKind.GET, objects)
              .add(Prices.DEFAULT.ofRequests(RequestKind.LIST, lists)),
          Prices.DEFAULT.ofInvocations(1, time, LAMBDA_MEMORY_MIB));
    }

    BigDecimal cost() {
      return requestCost.add(computeCost);
    }

    /** Whether Lambda's timeout would end it before it has read everything. */
    boolean hitsLimit() {
      return time.compareTo(LAMBDA_LIMIT) > 0;
    }

    /** The number of objects that it can read within Lambda's timeout. */
    static long mostObjects() {
      return LAMBDA_LIMIT.dividedBy(GET_LATENCY);
    }
  }

  static Comparisons of(RunReport report) {
    long objects = Totals.of(report).objects();
    RunReport.Polling polling = report.polling();
    return new Comparisons(
        Prices.DEFAULT.ofRequests(of(report, Role.JOB)),
        Prices.DEFAULT.ofRequests(of(report, Role.FUNCTIONS)),
        report.functions().stream()
            .map(
                use ->
                    Prices.DEFAULT.ofInvocations(use.invocations(), use.total(), use.memoryMib()))
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        polling == null ? null : Listings.ofDay(polling.interval(), polling.listsPerPoll()),
        NaiveLambda.of(objects),
        Listings.ofDay(LISTING_INTERVAL, pages(objects)));
  }

  /** The cost of all of kcompact's requests in this run. */
  BigDecimal requestCost() {
    return jobCost.add(functionsCost);
  }

  static List<RequestCount> of(RunReport report, Role role) {
    return report.requests().stream().filter(request -> request.role() == role).toList();
  }

  /** LIST requests for this many keys; at least one. */
  static long pages(long keys) {
    return Math.max(1, (keys + PAGE - 1) / PAGE);
  }
}
