package dev.kcompact.testbed.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The report as one self-contained page: no script, no external font, image or server. */
final class ReportPage {
  /** Prevents the page from loading or running anything even if it contains an error. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunReport report;
  private final Totals totals;
  private final Comparisons costs;
  private final Markup page = new Markup();

  private ReportPage(RunReport report) {
    this.report = report;
    this.totals = Totals.of(report);
    this.costs = Comparisons.of(report);
  }

  static String of(RunReport report) {
    return new ReportPage(report).write();
  }

  private String write() {
    page.open("html", "lang", "en");
    head();
    page.open("body").open("main");
    header();
    new TablesSection(report, totals).write(page);
    new CostSection(report, totals, costs).write(page);
    new WorkflowSection(report).write(page);
    RunSection.write(page, report);
    evidence();
    page.open("footer")
        .text("The same data for programs: report.json in the same folder, format version ")
        .text(Integer.toString(ReportJson.VERSION))
        .text(".")
        .closeLine();
    page.closeLine().closeLine().closeLine();
    return page.document();
  }

  private void head() {
    page.open("head").open("meta", "charset", "utf-8");
    page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.open("meta", "name", "color-scheme", "content", "light dark");
    page.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.open("link", "rel", "icon", "href", "data:,");
    page.element("title", "kcompact, " + report.run().date()).style(css()).closeLine();
  }

  private void header() {
    RunReport.RunInfo run = report.run();
    page.open("header");
    page.element("p", "kcompact run report", "class", "kicker");
    page.element("h1", "Day " + run.date());
    page.element(
        "p",
        "Run of %s UTC, %s, version %s, parallelism %d"
            .formatted(
                MINUTE.format(run.started()),
                Figures.duration(report.took()),
                run.version(),
                run.parallelism()),
        "class",
        "muted");
    headline();
    facts();
    page.open("nav", "aria-label", "Sections").open("ul");
    for (String section : List.of("Tables", "Requests", "Workflow", "Run", "Evidence")) {
      page.open("li").element("a", section, "href", "#" + section.toLowerCase(Locale.ROOT)).close();
    }
    page.close().close().closeLine();
  }

  private void headline() {
    long passed = report.checks().stream().filter(Evidence::passed).count();
    String checks =
        report.checks().isEmpty()
            ? "No independent checks were run."
            : "%d of %d checks passed.".formatted(passed, report.checks().size());
    page.open("p", "class", report.holds() ? "headline ok" : "headline bad");
    page.element("strong", report.holds() ? "✓ Complete." : "✗ Failed.").text(" ");
    page.text(
        totals.isComplete()
            ? "Each of the %s raw objects is in exactly one Parquet file, by the lineage in the files. "
                .formatted(Figures.count(totals.objects()))
            : "Objects missing: %s, duplicated: %s, changed: %s; files unproven: %s. "
                .formatted(
                    Figures.count(totals.missing()),
                    Figures.count(totals.duplicated()),
                    Figures.count(totals.changed()),
                    Figures.count(totals.unproven())));
    page.text(checks).closeLine();
  }

  private void facts() {
    page.open("dl", "class", "facts");
    fact(
        "Objects in, files out",
        Figures.count(totals.objects()) + " → " + Figures.count(totals.files()),
        "%s of JSON became %s of Parquet"
            .formatted(Figures.bytes(totals.rawBytes()), Figures.bytes(totals.bytes())));
    fact(
        "Lost, duplicated",
        Figures.count(totals.missing())
            + " lost, "
            + Figures.count(totals.duplicated())
            + " duplicated",
        "%s covered, %s changed since"
            .formatted(Figures.count(totals.covered()), Figures.count(totals.changed())));
    fact(
        "Rows",
        Figures.count(totals.rows()),
        "%s of them corrupt, kept with their reasons; %s rows published"
            .formatted(Figures.count(totals.corrupt()), Figures.count(totals.published())));
    fact("S3 requests of this run", Figures.dollars(costs.requestCost()), comparison());
    page.closeLine();
  }

  private String comparison() {
    Comparisons.Listings polling = costs.polling();
    String naive =
        "listing one flat prefix every %s costs %s a day"
            .formatted(
                Figures.duration(Comparisons.LISTING_INTERVAL),
                Figures.dollars(costs.naiveListing().cost()));
    return polling == null
        ? naive
        : "a day of polling costs %s; %s".formatted(Figures.dollars(polling.cost()), naive);
  }

  private void fact(String name, String value, String more) {
    page.open("div").element("dt", name).element("dd", value, "class", "value");
    page.element("dd", more, "class", "muted").close();
  }

  private void evidence() {
    page.open("section", "id", "evidence").element("h2", "Evidence");
    page.element(
        "p",
        "Independent checks compare S3, Glue and Kafka with the records that the generator wrote. They do "
            + "not use the program's own counts.",
        "class",
        "lead");
    DataTable table = new DataTable("Checks").text("Check").text("Result").wide("Detail");
    report
        .checks()
        .forEach(
            check ->
                table.row(check.check(), check.passed() ? "✓ passed" : "✗ failed", check.detail()));
    table.write(page);
    page.closeLine();
  }

  private static String css() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is not on the class path");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the page's style: report.css", e);
    }
  }
}
