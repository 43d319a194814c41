package dev.kcompact.testbed.report;

import dev.kcompact.testbed.report.RequestCount.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the run's requests cost, and what the same day would cost done naively. Everything is
 * computed from the run's own numbers; the assumptions are constants here and are shown with the
 * results.
 *
 * @param jobCost dollars for the requests of the streaming job that were counted
 * @param functionsCost dollars for the requests of the functions that were counted
 * @param lambdaCost dollars for the functions' time that was measured
 * @param polling a day of the always-on job's polls that find nothing; null when it does not poll
 * @param naiveLambda one Lambda that reads every raw object
 * @param naiveListing a full listing of one flat prefix, again and again for a day
 */
record Comparisons(
    BigDecimal jobCost,
    BigDecimal functionsCost,
    BigDecimal lambdaCost,
    @Nullable Listings polling,
    NaiveLambda naiveLambda,
    Listings naiveListing) {
  /** From the request to the last byte of a small object, from a Lambda in the same region. */
  static final Duration GET_LATENCY = Duration.ofMillis(20);

  static final int LAMBDA_MEMORY_MIB = 1024;
  static final Duration LAMBDA_LIMIT = Duration.ofMinutes(15);
  static final Duration LISTING_INTERVAL = Duration.ofSeconds(10);

  /** Keys that a LIST answers at most. */
  static final int PAGE = 1000;

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * LIST requests of a day.
   *
   * @param polls how often a day is looked
   * @param perPoll LIST requests each time
   */
  record Listings(long polls, long perPoll, BigDecimal cost) {
    long requests() {
      return polls * perPoll;
    }

    static Listings ofDay(Duration interval, long perPoll) {
      long polls = DAY.dividedBy(interval);
      return new Listings(polls, perPoll, Prices.ofRequests(RequestKind.LIST, polls * perPoll));
    }
  }

  /**
   * One Lambda that lists the day and reads its objects one after the other.
   *
   * @param time of the reading alone
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
          Prices.ofRequests(RequestKind.GET, objects)
              .add(Prices.ofRequests(RequestKind.LIST, lists)),
          Prices.ofInvocations(1, time, LAMBDA_MEMORY_MIB));
    }

    BigDecimal cost() {
      return requestCost.add(computeCost);
    }

    /** Whether it would be ended before it has read everything. */
    boolean hitsLimit() {
      return time.compareTo(LAMBDA_LIMIT) > 0;
    }

    /** The most objects that it can read within Lambda's limit. */
    static long mostObjects() {
      return LAMBDA_LIMIT.dividedBy(GET_LATENCY);
    }
  }

  static Comparisons of(RunReport report) {
    long objects = Totals.of(report).objects();
    RunReport.Polling polling = report.polling();
    return new Comparisons(
        Prices.ofRequests(of(report, Role.JOB)),
        Prices.ofRequests(of(report, Role.FUNCTIONS)),
        report.functions().stream()
            .map(use -> Prices.ofInvocations(use.invocations(), use.total(), use.memoryMib()))
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        polling == null ? null : Listings.ofDay(polling.interval(), polling.listsPerPoll()),
        NaiveLambda.of(objects),
        Listings.ofDay(LISTING_INTERVAL, pages(objects)));
  }

  /** What all requests of kcompact cost in this run. */
  BigDecimal requestCost() {
    return jobCost.add(functionsCost);
  }

  static List<RequestCount> of(RunReport report, Role role) {
    return report.requests().stream().filter(request -> request.role() == role).toList();
  }

  /** Requests that list so many keys; one even where there are none. */
  static long pages(long keys) {
    return Math.max(1, (keys + PAGE - 1) / PAGE);
  }
}
