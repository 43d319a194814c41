package dev.kcompact.testbed.report;

/** The run's phases, options and memory. */
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
    long configured = 0;
    for (RunReport.ProcessMemory process : report.memory()) {
      configured += process.configuredMib();
      table.row(process.process(), mib(process.configuredMib()));
    }
    return table.foot("All", mib(configured));
  }

  private static String mib(long mib) {
    return Figures.count(mib) + " MiB";
  }
}
