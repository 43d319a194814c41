package dev.kcompact.testbed.report;

import dev.kcompact.cli.workflow.Workflow;
import dev.kcompact.testbed.report.RequestCount.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a few lines for a terminal of 80 columns. */
public final class ReportText {
  static final int WIDTH = 80;

  private static final String ROW = "%-17s %8s %8s %6s %8s %10s %7s %9s";

  private final RunReport report;
  private final Totals totals;
  private final Comparisons comparisons;

  private ReportText(RunReport report) {
    this.report = report;
    this.totals = Totals.of(report);
    this.comparisons = Comparisons.of(report);
  }

  /** Returns lines of at most 80 characters, all of them ASCII except names. */
  public static List<String> of(RunReport report) {
    return new ReportText(report).lines().stream().map(line -> cut(line, WIDTH)).toList();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(row("Table", "Objects", "Raw", "Files", "Parquet", "Rows", "Corrupt", "Published"));
    lines.add("-".repeat(WIDTH));
    report.tables().forEach(table -> lines.add(row(table)));
    lines.add("-".repeat(WIDTH));
    lines.add(total());
    lines.add("");
    lines.add("Coverage   " + coverage());
    lines.add("Requests   " + requests());
    lines.add("Price      " + price());
    lines.add("Workflow   " + workflow());
    lines.add("Checks     " + checks());
    report.checks().stream()
        .filter(check -> !check.passed())
        .forEach(check -> lines.add("  FAILED   " + check.check() + ": " + check.detail()));
    return lines;
  }

  private static String row(RunReport.TableReport table) {
    Compacted compacted = table.compacted();
    Processed processed = table.processed();
    String published = processed == null ? "-" : published(processed);
    return compacted == null
        ? row(table.name(), "derived", "", "", "", "", "", published)
        : row(
            table.name(),
            Figures.count(compacted.raw().count()),
            Figures.bytes(compacted.raw().bytes()),
            Figures.count(compacted.files().size()),
            Figures.bytes(compacted.bytes()),
            Figures.count(compacted.rows()),
            Figures.count(compacted.corrupt()),
            published);
  }

  private static String published(Processed processed) {
    return processed.isPublished()
        ? Figures.count(processed.rows())
        : processed.status().toLowerCase(Locale.ROOT);
  }

  private String total() {
    return row(
        "all",
        Figures.count(totals.objects()),
        Figures.bytes(totals.rawBytes()),
        Figures.count(totals.files()),
        Figures.bytes(totals.bytes()),
        Figures.count(totals.rows()),
        Figures.count(totals.corrupt()),
        Figures.count(totals.published()));
  }

  private String coverage() {
    String found =
        "%s of %s objects in exactly one file"
            .formatted(Figures.count(totals.covered()), Figures.count(totals.objects()));
    return totals.isComplete()
        ? "complete: " + found
        : "NOT COMPLETE: %s missing, %s duplicated, %s changed"
            .formatted(
                Figures.count(totals.missing()),
                Figures.count(totals.duplicated()),
                Figures.count(totals.changed()));
  }

  private String requests() {
    Map<String, Long> kinds = new LinkedHashMap<>();
    Comparisons.of(report, Role.JOB)
        .forEach(request -> kinds.merge(billed(request.kind()), request.count(), Long::sum));
    String list =
        kinds.entrySet().stream()
            .filter(kind -> kind.getValue() > 0)
            .map(kind -> Figures.count(kind.getValue()) + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    return "job: " + (list.isEmpty() ? "none" : list);
  }

  /** Parts of an upload are billed as PUTs. */
  private static String billed(RequestKind kind) {
    return switch (kind) {
      case GET, HEAD, LIST, OTHER -> kind.name();
      case PUT, COPY, CREATE_MULTIPART, UPLOAD_PART, COMPLETE_MULTIPART -> "PUT";
      case ABORT_MULTIPART, DELETE, DELETE_MANY -> "DELETE";
    };
  }

  private String price() {
    return "%s for requests; listing one flat prefix every %s: %s a day"
        .formatted(
            Figures.dollars(comparisons.requestCost()),
            Figures.duration(Comparisons.LISTING_INTERVAL),
            Figures.dollars(comparisons.naiveListing().cost()));
  }

  private String workflow() {
    Workflow workflow = report.workflow();
    return workflow == null
        ? "not started"
        : "%s in %s; %s partitions, %s Kafka messages"
            .formatted(
                workflow.status(),
                Figures.duration(workflow.took()),
                Figures.count(report.partitions().size()),
                Figures.count(report.topics().stream().mapToLong(RunReport.Topic::messages).sum()));
  }

  private String checks() {
    long passed = report.checks().stream().filter(Evidence::passed).count();
    return "%d of %d passed, %s in all"
        .formatted(passed, report.checks().size(), Figures.duration(report.took()));
  }

  private static String row(String name, Object... cells) {
    Object[] all = new Object[cells.length + 1];
    all[0] = cut(name, 17);
    System.arraycopy(cells, 0, all, 1, cells.length);
    return String.format(Locale.ROOT, ROW, all);
  }

  private static String cut(String text, int width) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= width ? line : line.substring(0, width - 3) + "...";
  }
}
