package dev.kcompact.testbed.report;

import dev.kcompact.cli.workflow.Workflow;
import java.util.Locale;

/** The day's execution and its results. */
record WorkflowSection(RunReport report) {
  void write(Markup page) {
    page.open("section", "id", "workflow").element("h2", "The day's workflow");
    execution(page);
    if (!report.functions().isEmpty()) {
      functions().write(page);
    }
    if (!report.partitions().isEmpty()) {
      partitions().write(page);
    }
    if (!report.topics().isEmpty()) {
      topics().write(page);
    }
    if (report.incidents().isEmpty()) {
      page.element("p", "ServiceNow: no incident.", "class", "muted");
    } else {
      incidents().write(page);
    }
    page.closeLine();
  }

  private void execution(Markup page) {
    Workflow workflow = report.workflow();
    if (workflow == null) {
      page.element("p", "The state machine was not started.", "class", "lead");
      return;
    }
    page.open("p", "class", "lead").text("Execution ").element("code", workflow.execution());
    page.text(
        ": %s after %s, %s states."
            .formatted(
                workflow.status().toLowerCase(Locale.ROOT),
                Figures.duration(workflow.took()),
                Figures.count(workflow.steps().size())));
    page.closeLine();
    if (!workflow.steps().isEmpty()) {
      new StepChart(workflow).write(page);
    }
  }

  private DataTable functions() {
    DataTable table = new DataTable("Lambda functions").text("Function").number("Invocations");
    table.number("Failed").number("Mean").number("Longest").number("All").number("Cold starts");
    table.number("Memory").number("Peak");
    for (FunctionUse use : report.functions()) {
      table.row(
          use.name(),
          Figures.count(use.invocations()),
          Figures.count(use.failures()),
          use.invocations() == 0 ? "" : Figures.duration(use.total().dividedBy(use.invocations())),
          Figures.duration(use.longest()),
          Figures.duration(use.total()),
          Figures.duration(use.init()),
          Figures.count(use.memoryMib()) + " MiB",
          use.peakMib() == 0 ? "" : Figures.count(use.peakMib()) + " MiB");
    }
    return table;
  }

  private DataTable partitions() {
    DataTable table = new DataTable("Glue partitions").text("Table").text("Database");
    table.code("Values").code("Location");
    report
        .partitions()
        .forEach(
            partition ->
                table.row(
                    partition.table(),
                    partition.database(),
                    String.join(", ", partition.values()),
                    partition.location()));
    return table;
  }

  private DataTable topics() {
    DataTable table = new DataTable("Kafka topics").code("Topic").number("Messages");
    table.number("Distinct keys");
    report
        .topics()
        .forEach(
            topic ->
                table.row(
                    topic.name(),
                    Figures.count(topic.messages()),
                    Figures.count(topic.distinctKeys())));
    return table;
  }

  private DataTable incidents() {
    DataTable table = new DataTable("ServiceNow incidents").code("Number").text("State");
    table.code("Correlation id").wide("Description");
    report
        .incidents()
        .forEach(
            incident ->
                table.row(
                    incident.number(),
                    incident.state(),
                    incident.correlationId(),
                    incident.description()));
    return table;
  }
}
