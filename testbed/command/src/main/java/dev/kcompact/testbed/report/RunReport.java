package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All data of a run's report: measurements and names, no derived values, and no contents of
 * records.
 *
 * @param run when and with which options
 * @param phases in the order in which they ran
 * @param tables base and derived tables, in display order
 * @param requests the S3 server's counts
 * @param polling how the job discovers new objects; null if it did not poll
 * @param workflow the day's execution; null if it was not started
 * @param functions the invoked Lambda functions
 * @param partitions the Glue partitions at the end
 * @param topics the Kafka topics at the end
 * @param checks results of the independent checks
 * @param incidents the ServiceNow incidents at the end
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

  /** Total wall time of the phases. */
  public Duration took() {
    return phases.stream().map(Phase::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether all checks passed and every raw object is in exactly one file. */
  public boolean holds() {
    return checks.stream().allMatch(Evidence::passed)
        && tables.stream()
            .allMatch(
                table -> table.compacted() == null || table.compacted().coverage().isComplete());
  }

  /**
   * A Kafka topic.
   *
   * @param messages number of messages
   * @param distinctKeys number of distinct keys
   */
  public record Topic(String name, long messages, long distinctKeys) {
    public Topic {
      requireText("name", name);
      requireNotNegative("messages", messages);
      requireNotNegative("distinctKeys", distinctKeys);
    }
  }

  /**
   * A part of the run.
   *
   * @param name one or two words, for example {@code compact}
   * @param took wall time
   */
  public record Phase(String name, Duration took) {
    public Phase {
      requireText("name", name);
      requireNotNegative("took", took);
    }
  }

  /**
   * A partition of the catalog.
   *
   * @param values its key values
   * @param location URI of its folder
   * @param run the run of this folder; may be empty if the location names none
   */
  public record GluePartition(
      String database, String table, List<String> values, String location, String run) {
    public GluePartition {
      requireText("database", database);
      requireText("table", table);
      values = List.copyOf(values);
      requireText("location", location);
      requireNonNull(run, "run is null");
    }
  }

  /**
   * A ServiceNow incident.
   *
   * @param correlationId its table and day
   * @param state for example new or resolved
   * @param description its short description
   */
  public record Incident(String number, String correlationId, String state, String description) {
    public Incident {
      requireText("number", number);
      requireNonNull(correlationId, "correlationId is null");
      requireText("state", state);
      requireNonNull(description, "description is null");
    }
  }

  /**
   * Configured memory of a process.
   *
   * @param configuredMib its heap, or the memory of all its sandboxes
   */
  public record ProcessMemory(String process, long configuredMib) {
    public ProcessMemory {
      requireText("process", process);
      requireNotNegative("configuredMib", configuredMib);
    }
  }

  /**
   * How the always-on job discovers new objects.
   *
   * @param interval time between two polls
   * @param listsPerPoll LIST requests of a poll: one for each page of each directory that is still
   *     written to (or one for each stem, if that is less) and one for each of their parents
   * @param basis one sentence with the origin of that number
   */
  public record Polling(Duration interval, long listsPerPoll, String basis) {
    public Polling {
      requireNotNegative("interval", interval);
      if (interval.isZero()) {
        throw new IllegalArgumentException("interval is zero: " + interval);
      }
      requireNotNegative("listsPerPoll", listsPerPoll);
      requireText("basis", basis);
    }
  }

  /**
   * The results of one table's day.
   *
   * @param compacted null for a derived table
   * @param processed null before the table was finalized
   */
  public record TableReport(
      String name, String domain, @Nullable Compacted compacted, @Nullable Processed processed) {
    public TableReport {
      requireText("name", name);
      requireText("domain", domain);
    }
  }

  /**
   * Time and options of a run.
   *
   * @param date the compacted day
   * @param version kcompact's version
   * @param objects requested number of raw objects, over all tables
   * @param parallelism of the streaming job
   * @param options other options, for example {@code seed} or {@code poll-interval}, in display
   *     order
   */
  public record RunInfo(
      Instant started,
      LocalDate date,
      String version,
      int objects,
      int parallelism,
      Map<String, String> options) {

    public RunInfo {
      requireNonNull(started, "started is null");
      requireNonNull(date, "date is null");
      requireText("version", version);
      Preconditions.requireNotNegative("objects", objects);
      if (parallelism < 1) {
        throw new IllegalArgumentException("parallelism is less than 1: " + parallelism);
      }
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }
}
