package dev.kcompact.finalizer.workflow;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.testing.Effects;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Tries one fault after the other on a day that is published, and looks at what is left of it. */
final class FailureTrial {
  private static final Pattern RUN = Pattern.compile("/run=([^/]+)/");
  private static final String INCIDENT = "kcompact/day/2026-11-22";
  private static final String CLEAN_UP_INCIDENT = "kcompact/clean-up";
  private static final String RESOLVED = "6";
  static final String MIXED = "two runs";

  /** What readers of the catalog find, whatever happens. */
  private static final Map<String, List<List<String>>> CONTENTS =
      new TreeMap<>(
          Map.of(
              "orders", List.of(List.of("O-1", "11.00"), List.of("O-2", "20.00")),
              "payments", List.of(List.of("1", "4.00"), List.of("2", "6.50")),
              "paid_orders", List.of(List.of("O-1", "10.50"))));

  private static final Map<String, String> QUERIES =
      Map.of(
          "orders", "SELECT order_id, amount FROM files ORDER BY 1",
          "payments", "SELECT payment_id, paid FROM files ORDER BY 1",
          "paid_orders", "SELECT order_id, paid FROM files ORDER BY 1");

  private final Workflow workflow;

  /** To which all partitions point when nothing has happened yet. */
  private String before = "";

  /**
   * Publishes the day twice, so that there is something to go back to.
   *
   * @param workflow with a complete day that was never published
   */
  FailureTrial(Workflow workflow) throws Exception {
    this.workflow = workflow;
    rerun();
    rerun();
  }

  /** Plays a scenario without a fault; the number of changes of each state's first call. */
  Map<String, Integer> watch(Scenario scenario) throws Exception {
    Map<String, Integer> effects = new HashMap<>();
    scenario.play(
        workflow,
        (called, call) -> {
          Effects.watch(Integer.MAX_VALUE);
          try {
            return call.answer();
          } finally {
            effects.putIfAbsent(
                called.substring(
                    called.indexOf(InProcessFunctions.MARK) + InProcessFunctions.MARK.length()),
                Effects.stop());
          }
        });
    rerun(scenario);
    return effects;
  }

  /** Plays a scenario with a fault, checks what must hold in any case, and runs the day again. */
  FailureRow tryOut(String state, Scenario scenario, Fault fault, int effects) throws Exception {
    openIncident(scenario);
    DescribeExecutionResponse ended = scenario.play(workflow, fault.at(state, effects));
    String run = run(ended);
    String catalog = catalog();
    String incident = incident(scenario, ended);
    String lock = lock(ended);
    if (catalog.equals(MIXED)) {
      rollBackTheRest(scenario);
    }
    return new FailureRow(state, scenario, fault, run, catalog, incident, lock, rerun(scenario));
  }

  /** Nothing is sent yet, and one incident is open. */
  void openIncident(Scenario scenario) {
    workflow.messages.sent.clear();
    workflow.serviceNow.replaceIncidents(
        List.of(Map.of("sys_id", "earlier", "correlation_id", incidentOf(scenario), "state", "1")));
  }

  private static String incidentOf(Scenario scenario) {
    return scenario.isCleanUp() ? CLEAN_UP_INCIDENT : INCIDENT;
  }

  /** The next rollback on request completes an incomplete one. */
  private void rollBackTheRest(Scenario scenario) throws Exception {
    Scenario.ROLL_BACK.play(workflow, (called, call) -> call.answer());
    assertThat(catalog())
        .as("the catalog after another rollback")
        .isEqualTo(scenario == Scenario.ROLL_BACK ? "previous run" : "unchanged");
  }

  private static String run(DescribeExecutionResponse ended) {
    if (ended.status() == ExecutionStatus.SUCCEEDED) {
      return "succeeds";
    }
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.cause()).as("reports why").contains("injected: ");
    return "fails";
  }

  /** Where the partitions point, all rows being there. */
  String catalog() throws SQLException {
    Set<String> found = pointedAt();
    for (Map.Entry<String, List<List<String>>> table : CONTENTS.entrySet()) {
      assertThat(workflow.catalog.published(query(table.getKey()), table.getKey()))
          .as("what readers find in " + table.getKey())
          .isEqualTo(table.getValue());
    }
    if (found.size() > 1) {
      return MIXED;
    }
    int order = found.iterator().next().compareTo(before);
    return order > 0 ? "this run" : order == 0 ? "unchanged" : "previous run";
  }

  /** What the catalog shows now, all tables of one run, is what the next trial begins with. */
  void settle() throws SQLException {
    assertThat(catalog()).as("the catalog").isNotEqualTo(MIXED);
    before = pointedAt().iterator().next();
  }

  private static String query(String table) {
    return requireNonNull(QUERIES.get(table), table);
  }

  private Set<String> pointedAt() {
    return CONTENTS.keySet().stream()
        .map(table -> runOf(workflow.catalog.location(table)))
        .collect(toSet());
  }

  private static String runOf(String location) {
    Matcher matcher = RUN.matcher(location + "/");
    assertThat(matcher.find()).as(location).isTrue();
    return matcher.group(1);
  }

  /** There is never more than the one that was open already. */
  private String incident(Scenario scenario, DescribeExecutionResponse ended) {
    assertThat(workflow.incidents()).containsOnlyKeys(incidentOf(scenario));
    Map<String, String> incident = workflow.serviceNow.incidents().get(0);
    if (RESOLVED.equals(incident.get("state"))) {
      return "resolved";
    }
    String notes = incident.getOrDefault("work_notes", "");
    return notes.contains(ended.executionArn()) ? "updated" : "unchanged";
  }

  private String lock(DescribeExecutionResponse ended) {
    if (workflow.locks.state().equals("FREE")) {
      return "free";
    }
    assertThat(workflow.locks.owner()).isEqualTo(ended.executionArn());
    return "ended execution";
  }

  /** What a clean-up left undone, or its incident, is the next clean-up's business. */
  String rerun(Scenario scenario) throws Exception {
    if (scenario.isCleanUp()) {
      assertThat(Scenario.CLEAN.play(workflow, (called, call) -> call.answer()).status())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
    }
    return rerun();
  }

  /** A run without a fault puts everything right. */
  private String rerun() throws Exception {
    DescribeExecutionResponse ended = workflow.run();
    assertThat(ended.status())
        .as("the next run: " + ended.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(catalog()).as("the catalog after the next run").isEqualTo("this run");
    String run = pointedAt().iterator().next();
    before = run;
    assertThat(workflow.incidents().values()).as("incidents").allMatch(RESOLVED::equals);
    assertThat(workflow.locks.state()).isEqualTo("FREE");
    assertThat(workflow.events())
        .filteredOn(event -> event.run().equals(run))
        .extracting(TableDayEvent::status)
        .hasSize(CONTENTS.size())
        .allMatch(TableDayEvent.Status.PUBLISHED::equals);
    return "succeeds";
  }
}
