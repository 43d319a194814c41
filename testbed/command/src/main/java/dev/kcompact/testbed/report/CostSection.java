package dev.kcompact.testbed.report;

import dev.kcompact.testbed.report.Comparisons.Listings;
import dev.kcompact.testbed.report.Comparisons.NaiveLambda;
import dev.kcompact.testbed.report.RequestCount.Role;
import dev.kcompact.testbed.report.RunReport.Phase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The requests, their cost, and the cost of the naive solutions. */
record CostSection(RunReport report, Totals totals, Comparisons costs) {
  void write(Markup page) {
    page.open("section", "id", "requests").element("h2", "Requests and their price");
    page.element("p", measured(), "class", "lead");
    if (!report.requests().isEmpty()) {
      new RequestChart(report).write(page);
    }
    comparison(page);
    page.element(
        "p",
        "Not priced here: storage, the running time of the streaming job, Glue, Step Functions and Kafka.",
        "class",
        "note");
    if (!report.requests().isEmpty()) {
      clients().write(page);
    }
    prices().write(page);
    page.closeLine();
  }

  private String measured() {
    Set<String> counted =
        Comparisons.of(report, Role.JOB).stream()
            .filter(request -> request.count() > 0)
            .map(RequestCount::phase)
            .collect(Collectors.toSet());
    List<Phase> phases =
        report.phases().stream().filter(phase -> counted.contains(phase.name())).toList();
    Duration time = phases.stream().map(Phase::took).reduce(Duration.ZERO, Duration::plus);
    String names = phases.stream().map(Phase::name).collect(Collectors.joining(", "));
    return ("The S3 server counted these requests by their user agent. The job's were counted for %s (%s): "
            + "%s GET and %s LIST for %s objects. They are shown as counted, and nothing is extrapolated "
            + "from them.")
        .formatted(
            Figures.duration(time),
            names,
            Figures.count(jobRequests(RequestKind.GET)),
            Figures.count(jobRequests(RequestKind.LIST)),
            Figures.count(totals.objects()));
  }

  private void comparison(Markup page) {
    page.open("figure", "class", "table");
    page.element("figcaption", "Cost of this run's day, compared with naive solutions");
    page.open("ul", "class", "ways");
    way(
        page,
        "kcompact: job, this run",
        sum(Comparisons.of(report, Role.JOB)),
        costs.jobCost(),
        "All counted requests of the job, at the prices below.");
    way(
        page,
        "kcompact: functions, this run",
        sum(Comparisons.of(report, Role.FUNCTIONS)),
        costs.functionsCost().add(costs.lambdaCost()),
        "Their counted requests, %s, and their measured time with their configured memory, %s."
            .formatted(
                Figures.dollars(costs.functionsCost()), Figures.dollars(costs.lambdaCost())));
    polling(page);
    naiveLambda(page);
    naiveListing(page);
    page.close().closeLine();
  }

  private static void way(
      Markup page, String name, long requests, BigDecimal price, String explanation) {
    page.open("li").element("strong", name);
    page.element("span", Figures.count(requests) + " requests", "class", "number");
    page.element("span", Figures.dollars(price), "class", "number price");
    page.element("p", explanation).closeLine();
  }

  private void polling(Markup page) {
    RunReport.Polling polling = report.polling();
    Listings day = costs.polling();
    if (polling != null && day != null) {
      way(
          page,
          "kcompact: polling, a full day",
          day.requests(),
          day.cost(),
          "Computed for a day, not counted: %s polls a day, one every %s, of %s LIST each. %s"
              .formatted(
                  Figures.count(day.polls()),
                  Figures.duration(polling.interval()),
                  Figures.count(day.perPoll()),
                  polling.basis()));
    }
  }

  private void naiveLambda(Markup page) {
    NaiveLambda naive = costs.naiveLambda();
    String limit =
        naive.hitsLimit()
            ? "Lambda ends it after 15 minutes, with %s objects read: it cannot process the day."
            : "Lambda's 15 minutes would be enough for %s objects.";
    way(
        page,
        "naive: one Lambda reads every object",
        naive.gets() + naive.lists(),
        naive.cost(),
        ("One GET an object and a LIST a thousand, %s; reading takes %s at an assumed %d ms a GET, one "
                + "after the other, with %d MiB: %s. "
                + limit)
            .formatted(
                Figures.dollars(naive.requestCost()),
                Figures.duration(naive.time()),
                Comparisons.GET_LATENCY.toMillis(),
                Comparisons.LAMBDA_MEMORY_MIB,
                Figures.dollars(naive.computeCost()),
                Figures.count(NaiveLambda.mostObjects())));
  }

  private void naiveListing(Markup page) {
    Listings naive = costs.naiveListing();
    way(
        page,
        "naive: listing every %s, a full day"
            .formatted(Figures.duration(Comparisons.LISTING_INTERVAL)),
        naive.requests(),
        naive.cost(),
        "%s full listings a day of one flat prefix that holds this day's %s objects, %s LIST each."
            .formatted(
                Figures.count(naive.polls()),
                Figures.count(totals.objects()),
                Figures.count(naive.perPoll())));
  }

  private DataTable clients() {
    List<RequestKind> kinds =
        List.of(RequestKind.values()).stream().filter(kind -> sum(kind) > 0).toList();
    DataTable table = new DataTable("Requests by phase and client, as the S3 server counted them");
    table.text("Phase").text("Client").text("On behalf of");
    kinds.forEach(kind -> table.number(kind.words()));
    table.number("Price");
    record Client(String phase, String name, Role role) {}
    Map<Client, List<RequestCount>> clients = new LinkedHashMap<>();
    for (RequestCount request : report.requests()) {
      Client client = new Client(request.phase(), request.client(), request.role());
      clients.computeIfAbsent(client, key -> new ArrayList<>()).add(request);
    }
    clients.forEach(
        (client, requests) -> {
          List<String> cells = new ArrayList<>();
          cells.addAll(List.of(client.phase(), client.name(), words(client.role())));
          kinds.forEach(kind -> cells.add(blankZero(sum(requests, kind))));
          cells.add(Figures.dollars(Prices.DEFAULT.ofRequests(requests)));
          table.row(cells.toArray(String[]::new));
        });
    return table;
  }

  private static String words(Role role) {
    return switch (role) {
      case JOB -> "job";
      case FUNCTIONS -> "functions";
      case HARNESS -> "sample, checks";
    };
  }

  private static DataTable prices() {
    DataTable table =
        new DataTable("Price list: %s, %s".formatted(Prices.DEFAULT.region(), Prices.AS_OF))
            .text("What");
    table.number("Price").text("For");
    table.row(
        "S3 GET, HEAD", plain(Prices.DEFAULT.of(Price.S3_GET_PER_THOUSAND)), "1,000 requests");
    table.row(
        "S3 PUT, COPY, POST, LIST",
        plain(Prices.DEFAULT.of(Price.S3_PUT_PER_THOUSAND)),
        "1,000 requests");
    table.row("S3 DELETE, abort", "$0", "");
    table.row(
        "Lambda, x86", plain(Prices.DEFAULT.of(Price.LAMBDA_PER_GB_SECOND)), "1 GB for 1 second");
    table.row(
        "Lambda", plain(Prices.DEFAULT.of(Price.LAMBDA_PER_MILLION)), "1,000,000 invocations");
    return table;
  }

  private static String plain(BigDecimal price) {
    return "$" + String.format(Locale.ROOT, "%s", price.toPlainString());
  }

  private static String blankZero(long count) {
    return count == 0 ? "" : Figures.count(count);
  }

  private long jobRequests(RequestKind kind) {
    return sum(Comparisons.of(report, Role.JOB), kind);
  }

  private long sum(RequestKind kind) {
    return sum(report.requests(), kind);
  }

  private static long sum(List<RequestCount> requests, RequestKind kind) {
    return sum(requests.stream().filter(request -> request.kind() == kind).toList());
  }

  private static long sum(List<RequestCount> requests) {
    return requests.stream().mapToLong(RequestCount::count).sum();
  }
}
