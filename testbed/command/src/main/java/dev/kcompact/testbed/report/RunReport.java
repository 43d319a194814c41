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
 * Everything that a report says of a run: figures and names, nothing derived from them, and no
 * record's contents.
 *
 * @param run when and with which options
 * @param phases in the order in which they ran
 * @param tables base tables and derived ones, in the order in which they are to be shown
 * @param requests what the S3 server counted
 * @param polling how the job discovers new objects; null when it did not poll
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

  /**
   * What a Kafka topic held.
   *
   * @param messages how many
   * @param distinctKeys how many keys they have
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
   * @param name a word or two, as {@code compact}
   * @param took wall time
   */
  public record Phase(String name, Duration took) {
    public Phase {
      requireText("name", name);
      requireNotNegative("took", took);
    }
  }

  /**
   * A partition as the catalog shows it.
   *
   * @param values its key values
   * @param location URI of its folder
   * @param run the run whose folder that is; may be empty where the location names none
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
   * An incident at the ServiceNow end.
   *
   * @param correlationId what it is about, a table and day
   * @param state new, resolved and so on
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
   * What a process of the run may hold, and held.
   *
   * @param process its name
   * @param configuredMib its configured heap, or the memory of all its sandboxes
   * @param peakRssMib the most it held resident; null where that was not measured
   */
  public record ProcessMemory(String process, long configuredMib, @Nullable Long peakRssMib) {
    public ProcessMemory {
      requireText("process", process);
      requireNotNegative("configuredMib", configuredMib);
      if (peakRssMib != null) {
        requireNotNegative("peakRssMib", peakRssMib);
      }
    }
  }

  /**
   * How the always-on job discovers new objects.
   *
   * @param interval from one poll to the next
   * @param listsPerPoll LIST requests of a poll: one a page of each directory that is still written
   *     to (or one a stem, where that is less) and one a parent of those
   * @param basis one sentence that says where that number comes from
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
   * What became of one table's day.
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
   * When a run was, and of what.
   *
   * @param started when it began
   * @param date the day that was compacted
   * @param version the version of kcompact
   * @param objects raw objects that were asked for, over all tables
   * @param parallelism of the streaming job
   * @param options whatever else shaped the run, as {@code seed} or {@code poll-interval}, in the
   *     order to show them
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
