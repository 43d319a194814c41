package dev.kcompact.local.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of each table. */
final class TablesSection {
  /** A page with thousands of rows helps nobody; report.json has them all. */
  private static final int MOST_FILES = 200;

  private final RunReport report;
  private final Totals totals;

  TablesSection(RunReport report, Totals totals) {
    this.report = report;
    this.totals = totals;
  }

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
    DataTable table = new DataTable("Compacted by the streaming job").text("Table").text("Domain");
    table.number("Objects").number("Raw").number("Mean object").number("Files").number("Parquet");
    table.number("Mean file").number("Of raw").number("Rows").number("Corrupt").text("Closed by");
    each((name, domain, part) -> table.row(compactedRow(name, domain, part)));
    table.foot(
        "All",
        "",
        Figures.count(totals.objects()),
        Figures.bytes(totals.rawBytes()),
        mean(totals.rawBytes(), totals.objects()),
        Figures.count(totals.files()),
        Figures.bytes(totals.bytes()),
        mean(totals.bytes(), totals.files()),
        share(totals.bytes(), totals.rawBytes()),
        Figures.count(totals.rows()),
        Figures.count(totals.corrupt()),
        "");
    return table;
  }

  private static String[] compactedRow(String name, String domain, Compacted part) {
    RawObjects raw = part.raw();
    return new String[] {
      name,
      domain,
      Figures.count(raw.count()),
      Figures.bytes(raw.bytes()),
      mean(raw.bytes(), raw.count()),
      Figures.count(part.files().size()),
      Figures.bytes(part.bytes()),
      mean(part.bytes(), part.files().size()),
      share(part.bytes(), raw.bytes()),
      Figures.count(part.rows()),
      Figures.count(part.corrupt()),
      closedBy(part.closedBy())
    };
  }

  private static String closedBy(Map<String, Long> limits) {
    return limits.entrySet().stream()
        .filter(limit -> limit.getValue() > 0)
        .map(
            limit ->
                limit.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (limits.size() > 1 ? " × " + Figures.count(limit.getValue()) : ""))
        .collect(Collectors.joining(", "));
  }

  private DataTable coverage() {
    DataTable table = new DataTable("Coverage: raw objects against the lineage in the files");
    table.text("Table").number("Objects").number("Covered once").number("Missing");
    table.number("Doubled").number("Changed").number("Unproven files").text("Proof");
    each(
        (name, domain, part) -> {
          CoverageSummary coverage = part.coverage();
          table.row(
              name,
              Figures.count(part.raw().count()),
              Figures.count(coverage.covered()),
              Figures.count(coverage.missing().count()),
              Figures.count(coverage.doubled().count()),
              Figures.count(coverage.changed().count()),
              Figures.count(coverage.unproven().count()),
              coverage.isWhole() ? "✓ whole" : "✗ not whole");
        });
    return table;
  }

  /** The names behind any count that ought to be zero. */
  private void losses(Markup page) {
    each(
        (name, domain, part) -> {
          names(page, name + ": missing", part.coverage().missing());
          names(page, name + ": doubled", part.coverage().doubled());
          names(page, name + ": changed", part.coverage().changed());
          names(page, name + ": unproven files", part.coverage().unproven());
        });
  }

  private static void names(Markup page, String what, NameSample names) {
    if (names.count() == 0) {
      return;
    }
    page.open("div", "class", "losses");
    page.element(
        "p",
        "%s, the first %d of %s"
            .formatted(what, names.first().size(), Figures.count(names.count())));
    page.open("ul");
    names.first().forEach(name -> page.open("li").element("code", name).closeLine());
    page.close().closeLine();
  }

  private DataTable rejects() {
    DataTable table = new DataTable("Corrupt records by reason").code("Reason");
    List<Function<String, String>> columns = new ArrayList<>();
    each(
        (name, domain, part) -> {
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
    table.number("Parquet").code("Location");
    for (TableReport each : report.tables()) {
      Processed part = each.processed();
      if (part != null) {
        String where = part.location() == null ? part.reason() : part.location();
        table.row(
            each.name(),
            each.domain(),
            (part.isPublished() ? "✓ " : "✗ ")
                + part.status().toLowerCase(Locale.ROOT).replace('_', ' '),
            Figures.count(part.rows()),
            Figures.count(part.duplicates()),
            Figures.count(part.invalid()),
            Figures.count(part.files()),
            Figures.bytes(part.bytes()),
            where == null ? "" : where);
      }
    }
    return table;
  }

  private void files(Markup page) {
    DataTable table = new DataTable("Compacted files").code("File").number("Size").number("Rows");
    Totals.compacted(report).stream()
        .flatMap(part -> part.files().stream())
        .limit(MOST_FILES)
        .forEach(
            file ->
                table.row(file.path(), Figures.bytes(file.bytes()), Figures.count(file.rows())));
    page.open("details").element("summary", "All " + Figures.count(totals.files()) + " files");
    table.write(page);
    if (totals.files() > MOST_FILES) {
      page.element("p", "The first %d; report.json has them all.".formatted(MOST_FILES));
    }
    page.closeLine();
  }

  private interface Row {
    void add(String name, String domain, Compacted part);
  }

  private void each(Row row) {
    for (TableReport table : report.tables()) {
      Compacted part = table.compacted();
      if (part != null) {
        row.add(table.name(), table.domain(), part);
      }
    }
  }

  private static String mean(long bytes, long count) {
    return count == 0 ? "" : Figures.bytes(bytes / count);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : Figures.percent((double) part / whole);
  }
}
