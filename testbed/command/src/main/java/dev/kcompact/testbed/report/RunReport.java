package dev.kcompact.testbed.report;

import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report says of a run: figures and names, nothing derived from them, and no
 * record's contents.
 *
 * @param run when and with which options
 * @param phases in the order in which they ran
 * @param tables base tables and derived ones, in the order in which they are to be shown
 * @param requests what the S3 server counted
 * @param polling how the job looks for new objects; null when it did not poll
 * @param workflow the day's state machine; null when it was not started
 * @param functions the Lambda functions that were invoked
 * @param partitions what the Glue Catalog showed at the end
 * @param topics what the Kafka topics held at the end
 * @param checks the evidence: what was compared from outside
 * @param incidents what the ServiceNow end held at the end
 * @param memory the processes of the run
 */
public record RunReport(
    RunInfo run,
    List<Phase> phases,
    List<TableReport> tables,
    List<RequestCount> requests,
    @Nullable Polling polling,
    @Nullable Workflow workflow,
    List<FunctionUse> functions,
    List<GluePartition> partitions,
    List<Topic> topics,
    List<Evidence> checks,
    List<Incident> incidents,
    List<ProcessMemory> memory) {

  public RunReport {
    requireNonNull(run, "run is null");
    phases = List.copyOf(phases);
    tables = List.copyOf(tables);
    requests = List.copyOf(requests);
    functions = List.copyOf(functions);
    partitions = List.copyOf(partitions);
    topics = List.copyOf(topics);
    checks = List.copyOf(checks);
    incidents = List.copyOf(incidents);
    memory = List.copyOf(memory);
  }

  /** Wall time of all phases together. */
  public Duration took() {
    return phases.stream().map(Phase::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether no check found a difference and every raw object is in exactly one file. */
  public boolean holds() {
    return checks.stream().allMatch(Evidence::passed)
        && tables.stream()
            .allMatch(
                table -> table.compacted() == null || table.compacted().coverage().isComplete());
  }
}
