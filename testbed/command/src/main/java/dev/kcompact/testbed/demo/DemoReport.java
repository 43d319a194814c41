package dev.kcompact.testbed.demo;

import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.audit.CompactedLake.LakeFile;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.report.Compacted;
import dev.kcompact.testbed.report.Compacted.DataFile;
import dev.kcompact.testbed.report.Compacted.RawObjects;
import dev.kcompact.testbed.report.CoverageSummary;
import dev.kcompact.testbed.report.Evidence;
import dev.kcompact.testbed.report.FunctionUse;
import dev.kcompact.testbed.report.Processed;
import dev.kcompact.testbed.report.RunReport;
import dev.kcompact.testbed.report.RunReport.Incident;
import dev.kcompact.testbed.report.RunReport.Polling;
import dev.kcompact.testbed.report.RunReport.ProcessMemory;
import dev.kcompact.testbed.report.RunReport.RunInfo;
import dev.kcompact.testbed.report.RunReport.TableReport;
import dev.kcompact.testbed.report.RunReport.Topic;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.stack.LocalStack;
import dev.kcompact.testbed.stack.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;

/** Builds a report from what the servers contain, not from the program's counters. */
final class DemoReport {
  private final DemoOptions options;
  private final SampleSpec spec;
  private final LocalStack stack;
  private final Phases phases;
  private final RequestCounter meter;
  private final List<Topic> topics = new ArrayList<>();
  private final Map<String, TableDayEvent> events = new TreeMap<>();
  private final Map<String, Map<String, Long>> rejects = new TreeMap<>();

  DemoReport(
      DemoOptions options, SampleSpec spec, LocalStack stack, Phases phases, RequestCounter meter) {
    this.options = options;
    this.spec = spec;
    this.stack = stack;
    this.phases = phases;
    this.meter = meter;
  }

  RunReport build(
      Map<String, TableAudit> audits,
      List<CheckResult> checks,
      Polling polling,
      Execution execution,
      GlueClient glue)
      throws IOException {
    readTopics();
    return new RunReport(
        run(),
        phases.all(),
        tables(audits),
        meter.all(),
        polling,
        execution.forReport(),
        FunctionUse.of(stack.lambda().reports()),
        new GluePartitions(glue).of(events.values(), spec.date()),
        topics,
        evidence(checks, execution),
        incidents(),
        memory());
  }

  private RunInfo run() {
    Map<String, String> shaped = new LinkedHashMap<>();
    shaped.put("seed", Long.toString(spec.seed()));
    shaped.put("records per object", Integer.toString(spec.recordsPerObject()));
    shaped.put("poll interval", SampleStack.POLL.toSeconds() + " s");
    shaped.put("longest wait of a group", options.maxWait().toSeconds() + " s");
    return new RunInfo(
        Instant.now().minus(phases.took()),
        spec.date(),
        "0.1.0",
        spec.objects(),
        options.parallelism(),
        shaped);
  }

  private void readTopics() throws IOException {
    KafkaMessageLog kafka = new KafkaMessageLog(stack.endpoints().kafka());
    TopicTotals feedback = new TopicTotals();
    kafka.read(
        SampleStack.FEEDBACK,
        message -> {
          feedback.add(message);
          String json = new String(message.value(), StandardCharsets.UTF_8);
          TableDayEvent event = TableDayEvent.fromJson(json);
          events.put(event.table(), event);
        });
    topics.add(feedback.topic(SampleStack.FEEDBACK));
    for (String topic : List.of(SampleStack.DEAD_LETTERS, SampleStack.PARKED)) {
      TopicTotals totals = new TopicTotals();
      kafka.read(
          topic,
          message -> {
            if (totals.add(message)) {
              countReject(message.headers());
            }
          });
      topics.add(totals.topic(topic));
    }
  }

  /**
   * Counts corrupt records by their reason's code; the finalizer's dead letters are invalid
   * records.
   */
  private void countReject(Map<String, String> headers) {
    if (DeadLetterHeaders.COMPACTOR.equals(headers.get(DeadLetterHeaders.SOURCE))) {
      String reason = headers.getOrDefault(DeadLetterHeaders.REASON, "");
      rejects
          .computeIfAbsent(
              headers.getOrDefault(DeadLetterHeaders.TABLE, ""), key -> new TreeMap<>())
          .merge(reason.replaceFirst(":.*", ""), 1L, Long::sum);
    }
  }

  private static final class TopicTotals {
    private final Set<String> keys = new HashSet<>();
    private long messages;

    /** Whether this key is new. */
    boolean add(Message message) {
      messages++;
      return keys.add(message.key() + message.headers().get(DeadLetterHeaders.SOURCE));
    }

    Topic topic(String name) {
      return new Topic(name, messages, keys.size());
    }
  }

  private List<TableReport> tables(Map<String, TableAudit> audits) {
    List<TableReport> tables = new ArrayList<>();
    audits.forEach((name, audit) -> tables.add(table(name, compacted(name, audit))));
    events.keySet().stream()
        .filter(name -> !audits.containsKey(name))
        .forEach(name -> tables.add(table(name, null)));
    return tables;
  }

  private TableReport table(String name, @Nullable Compacted compacted) {
    TableDayEvent event = events.get(name);
    return event == null
        ? new TableReport(name, "-", compacted, null)
        : new TableReport(name, event.domain(), compacted, Processed.of(event));
  }

  private Compacted compacted(String name, TableAudit audit) {
    long rows = 0;
    long corrupt = 0;
    List<DataFile> files = new ArrayList<>();
    Map<String, Long> closedBy = new TreeMap<>();
    for (LakeFile file : audit.files()) {
      rows += file.lineage().lineage().rows();
      corrupt += file.lineage().lineage().corruptRows();
      closedBy.merge(file.closedBy(), 1L, Long::sum);
      files.add(new DataFile(file.lineage().path(), file.bytes(), file.lineage().lineage().rows()));
    }
    return new Compacted(
        RawObjects.of(audit.raw().stream().map(SourceObject::size).toList()),
        files,
        rows,
        corrupt,
        rejects.getOrDefault(name, Map.of()),
        closedBy,
        CoverageSummary.of(audit.coverage()));
  }

  private static List<Evidence> evidence(List<CheckResult> checks, Execution execution) {
    List<Evidence> evidence = new ArrayList<>(checks.stream().map(Evidence::of).toList());
    evidence.add(
        new Evidence("state machine", execution.succeeded(), "ended with " + execution.status()));
    return evidence;
  }

  private List<Incident> incidents() {
    return stack.serviceNow().incidents().stream()
        .map(
            incident ->
                new Incident(
                    incident.getOrDefault("number", "?"),
                    incident.getOrDefault("correlation_id", ""),
                    incident.getOrDefault("state", "?"),
                    incident.getOrDefault("short_description", "")))
        .toList();
  }

  private static List<ProcessMemory> memory() {
    return List.of(
        new ProcessMemory("S3 server", Memory.S3_HEAP_MIB),
        new ProcessMemory("Kafka broker", Memory.KAFKA_HEAP_MIB),
        new ProcessMemory("Flink cluster", FlinkJob.HEAP_MIB + FlinkJob.DIRECT_MIB),
        new ProcessMemory("Lambda sandboxes", Memory.LAMBDA_MIB),
        new ProcessMemory("kcompact", Memory.COMMAND_HEAP_MIB));
  }
}
