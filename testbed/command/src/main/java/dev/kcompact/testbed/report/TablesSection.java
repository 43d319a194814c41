package dev.kcompact.testbed.report;

import dev.kcompact.testbed.report.RunReport.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of each table. */
record TablesSection(RunReport report, Totals totals) {
  /** Limits the page's size; report.json lists all files. */
  private static final int MOST_FILES = 200;

  void write(Markup page) {
    page.open("section", "id", "tables").element("h2", "Tables");
    compacted().write(page);
    new SizeChart(report).write(page);
    coverage().write(page);
    losses(page);
    if (!totals.rejects().isEmpty()) {
      rejects().write(page);
    }
    DataTable processed = processed();
    if (!processed.isEmpty()) {
      processed.write(page);
    }
    files(page);
    page.closeLine();
  }

  private DataTable compacted() {
    DataTable table = new DataTable("Compacted by the streaming job").text("Table");
    table.number("Objects").number("Raw").number("Mean object").number("Files").number("Parquet");
    table.number("Mean file").number("Of raw").number("Rows").number("Corrupt");
    boolean closed = Totals.compacted(report).stream().anyMatch(part -> !part.closedBy().isEmpty());
    if (closed) {
      table.text("Closed");
    }
    each(
        (name, part) ->
            table.row(cells(compactedRow(name, part), closed, closedBy(part.closedBy()))));
    table.foot(cells(sums(), closed, ""));
    return table;
  }

  private List<String> sums() {
    return List.of(
        "All",
        Figures.count(totals.objects()),
        Figures.bytes(totals.rawBytes()),
        mean(totals.rawBytes(), totals.objects()),
        Figures.count(totals.files()),
        Figures.bytes(totals.bytes()),
        mean(totals.bytes(), totals.files()),
        share(totals.bytes(), totals.rawBytes()),
        Figures.count(totals.rows()),
        Figures.count(totals.corrupt()));
  }

  private static List<String> compactedRow(String name, Compacted part) {
    Compacted.RawObjects raw = part.raw();
    return List.of(
        name,
        Figures.count(raw.count()),
        Figures.bytes(raw.bytes()),
        mean(raw.bytes(), raw.count()),
        Figures.count(part.files().size()),
        Figures.bytes(part.bytes()),
        mean(part.bytes(), part.files().size()),
        share(part.bytes(), raw.bytes()),
        Figures.count(part.rows()),
        Figures.count(part.corrupt()));
  }

  /** A row whose last column exists only if any row has a value for it. */
  private static String[] cells(List<String> cells, boolean withLast, String last) {
    List<String> all = new ArrayList<>(cells);
    if (withLast) {
      all.add(last);
    }
    return all.toArray(String[]::new);
  }

  private static String closedBy(Map<String, Long> limits) {
    return limits.entrySet().stream()
        .filter(limit -> limit.getValue() > 0)
        .map(
            limit ->
                Figures.count(limit.getValue())
                    + " by "
                    + limit.getKey().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private DataTable coverage() {
    DataTable table = new DataTable("Coverage: raw objects against the lineage in the files");
    table.text("Table").number("Objects").number("Covered once").number("Missing");
    table.number("Duplicated").number("Changed").number("Unproven files").text("Proof");
    each(
        (name, part) -> {
          CoverageSummary coverage = part.coverage();
          table.row(
              name,
              Figures.count(part.raw().count()),
              Figures.count(coverage.covered()),
              Figures.count(coverage.missing().count()),
              Figures.count(coverage.duplicated().count()),
              Figures.count(coverage.changed().count()),
              Figures.count(coverage.unproven().count()),
              coverage.isComplete() ? "✓ complete" : "✗ not complete");
        });
    return table;
  }

  /** The names of objects and files that were counted as errors. */
  private void losses(Markup page) {
    each(
        (name, part) -> {
          names(page, name + ": missing", part.coverage().missing());
          names(page, name + ": duplicated", part.coverage().duplicated());
          names(page, name + ": changed", part.coverage().changed());
          names(page, name + ": unproven files", part.coverage().unproven());
        });
  }

  private static void names(Markup page, String what, CoverageSummary.NameSample names) {
    if (names.count() == 0) {
      return;
    }
    page.open("div", "class", "losses");
    String shown =
        names.first().size() < names.count() ? ", the first " + names.first().size() : "";
    page.element("p", "%s: %s%s".formatted(what, Figures.count(names.count()), shown));
    page.open("ul");
    names.first().forEach(name -> page.open("li").element("code", name).closeLine());
    page.close().closeLine();
  }

  private DataTable rejects() {
    DataTable table = new DataTable("Corrupt records by reason").code("Reason");
    List<Function<String, String>> columns = new ArrayList<>();
    each(
        (name, part) -> {
          table.number(name);
          columns.add(code -> Figures.count(part.rejects().getOrDefault(code, 0L)));
        });
    table.number("All");
    totals
        .rejects()
        .forEach(
            (code, count) -> {
              List<String> cells = new ArrayList<>(List.of(code));
              columns.forEach(column -> cells.add(column.apply(code)));
              cells.add(Figures.count(count));
              table.row(cells.toArray(String[]::new));
            });
    return table;
  }

  private DataTable processed() {
    DataTable table = new DataTable("Processed by the finalizer").text("Table").text("Domain");
    table.text("Status").number("Rows").number("Duplicates").number("Invalid").number("Files");
    table.number("Parquet");
    boolean refused = report.tables().stream().anyMatch(TablesSection::isRefused);
    if (refused) {
      table.wide("Reason");
    }
    for (TableReport each : report.tables()) {
      Processed part = each.processed();
      if (part != null) {
        String reason = Objects.requireNonNullElse(part.reason(), "");
        table.row(cells(processedRow(each, part), refused, reason));
      }
    }
    return table;
  }

  private static boolean isRefused(TableReport table) {
    return table.processed() != null && !table.processed().isPublished();
  }

  private static List<String> processedRow(TableReport table, Processed part) {
    return List.of(
        table.name(),
        table.domain(),
        (part.isPublished() ? "✓ " : "✗ ")
            + part.status().toLowerCase(Locale.ROOT).replace('_', ' '),
        Figures.count(part.rows()),
        Figures.count(part.duplicates()),
        Figures.count(part.invalid()),
        Figures.count(part.files()),
        Figures.bytes(part.bytes()));
  }

  private void files(Markup page) {
    DataTable table = new DataTable("Compacted files").code("File").number("Size").number("Rows");
    Totals.compacted(report).stream()
        .flatMap(part -> part.files().stream())
        .limit(MOST_FILES)
        .forEach(
            file ->
                table.row(file.path(), Figures.bytes(file.bytes()), Figures.count(file.rows())));
    page.open("details")
        .element(
            "summary", "List of the compacted files (%s)".formatted(Figures.count(totals.files())));
    table.write(page);
    if (totals.files() > MOST_FILES) {
      page.element("p", "The first %d; report.json has them all.".formatted(MOST_FILES));
    }
    page.closeLine();
  }

  private void each(BiConsumer<String, Compacted> row) {
    for (TableReport table : report.tables()) {
      Compacted part = table.compacted();
      if (part != null) {
        row.accept(table.name(), part);
      }
    }
  }

  private static String mean(long bytes, long count) {
    return count == 0 ? "" : Figures.bytes(bytes / count);
  }

  private static String share(long part, long total) {
    return total == 0 ? "" : Figures.percent((double) part / total);
  }
}
