package dev.kcompact.testbed.report;

/** How the run itself went: its phases, options and memory. */
final class RunSection {
  private RunSection() {}

  static void write(Markup page, RunReport report) {
    page.open("section", "id", "run").element("h2", "The run").open("div", "class", "columns");
    phases(report).write(page);
    options(report).write(page);
    if (!report.memory().isEmpty()) {
      memory(report).write(page);
    }
    page.close().closeLine();
  }

  private static DataTable phases(RunReport report) {
    DataTable table = new DataTable("Phases, wall time").text("Phase").number("Time");
    report.phases().forEach(phase -> table.row(phase.name(), Figures.duration(phase.took())));
    return table.foot("All", Figures.duration(report.took()));
  }

  private static DataTable options(RunReport report) {
    DataTable table = new DataTable("Options").text("Option").code("Value");
    table.row("objects", Figures.count(report.run().objects()));
    table.row("parallelism", Integer.toString(report.run().parallelism()));
    report.run().options().forEach(table::row);
    return table;
  }

  private static DataTable memory(RunReport report) {
    DataTable table = new DataTable("Memory").text("Process").number("Configured");
    boolean measured = report.memory().stream().anyMatch(process -> process.peakRssMib() != null);
    if (measured) {
      table.number("Peak resident");
    }
    long configured = 0;
    long peak = 0;
    for (RunReport.ProcessMemory process : report.memory()) {
      configured += process.configuredMib();
      Long rss = process.peakRssMib();
      peak += rss == null ? 0 : rss;
      row(
          table,
          measured,
          process.process(),
          mib(process.configuredMib()),
          rss == null ? "" : mib(rss));
    }
    return measured
        ? table.foot("All", mib(configured), mib(peak))
        : table.foot("All", mib(configured));
  }

  private static void row(
      DataTable table, boolean measured, String process, String configured, String rss) {
    if (measured) {
      table.row(process, configured, rss);
    } else {
      table.row(process, configured);
    }
  }

  private static String mib(long mib) {
    return Figures.count(mib) + " MiB";
  }
}
