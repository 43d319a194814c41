package dev.kcompact.testbed.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.workflow.Workflow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The report as JSON; docs/report.md describes the fields. */
final class ReportJson {
  /** Incremented if a field is removed or changes its meaning, not if one is added. */
  static final int VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private ReportJson() {}

  static String of(RunReport report) {
    ObjectNode root = object();
    root.put("version", VERSION).put("holds", report.holds());
    root.set("run", run(report.run()));
    root.put("seconds", seconds(report.took()));
    root.set("phases", array(report.phases(), ReportJson::phase));
    root.set("totals", JSON.valueToTree(Totals.of(report)));
    root.set("tables", array(report.tables(), ReportJson::table));
    root.set("requests", array(report.requests(), ReportJson::request));
    root.set("cost", CostJson.of(report));
    root.set("workflow", orNull(report.workflow(), ReportJson::workflow));
    root.set("functions", array(report.functions(), ReportJson::function));
    root.set("partitions", JSON.valueToTree(report.partitions()));
    root.set("topics", JSON.valueToTree(report.topics()));
    root.set("checks", JSON.valueToTree(report.checks()));
    root.set("incidents", JSON.valueToTree(report.incidents()));
    root.set("memory", array(report.memory(), ReportJson::memory));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  private static ObjectNode run(RunReport.RunInfo run) {
    ObjectNode node = object();
    node.put("started", run.started().toString()).put("date", run.date().toString());
    node.put("version", run.version()).put("objects", run.objects());
    node.put("parallelism", run.parallelism());
    ObjectNode options = node.putObject("options");
    run.options().forEach(options::put);
    return node;
  }

  private static ObjectNode phase(RunReport.Phase phase) {
    return object().put("name", phase.name()).put("seconds", seconds(phase.took()));
  }

  private static ObjectNode table(RunReport.TableReport table) {
    ObjectNode node = object().put("name", table.name()).put("domain", table.domain());
    node.set("compacted", orNull(table.compacted(), ReportJson::compacted));
    node.set("processed", JSON.valueToTree(table.processed()));
    return node;
  }

  private static ObjectNode compacted(Compacted compacted) {
    ObjectNode node = object();
    node.put("objects", compacted.raw().count()).put("rawBytes", compacted.raw().bytes());
    node.set("rawSizes", histogram(compacted.raw().sizes()));
    node.set("files", JSON.valueToTree(compacted.files()));
    node.put("bytes", compacted.bytes());
    node.put("rows", compacted.rows()).put("corrupt", compacted.corrupt());
    node.set("rejects", JSON.valueToTree(compacted.rejects()));
    node.set("closedBy", JSON.valueToTree(compacted.closedBy()));
    node.set("coverage", coverage(compacted.coverage()));
    return node;
  }

  private static ArrayNode histogram(SizeHistogram sizes) {
    return array(
        sizes.counts().entrySet(),
        entry ->
            object()
                .put("from", entry.getKey())
                .put("to", SizeHistogram.upperBound(entry.getKey()))
                .put("count", entry.getValue()));
  }

  private static ObjectNode coverage(CoverageSummary coverage) {
    ObjectNode node = object();
    node.put("whole", coverage.isComplete()).put("covered", coverage.covered());
    node.set("missing", JSON.valueToTree(coverage.missing()));
    node.set("doubled", JSON.valueToTree(coverage.duplicated()));
    node.set("changed", JSON.valueToTree(coverage.changed()));
    node.set("unproven", JSON.valueToTree(coverage.unproven()));
    return node;
  }

  private static ObjectNode request(RequestCount request) {
    ObjectNode node = object();
    node.put("phase", request.phase()).put("client", request.client());
    node.put("role", request.role().name().toLowerCase(Locale.ROOT));
    node.put("kind", request.kind().label()).put("count", request.count());
    return node.put("dollars", Prices.DEFAULT.ofRequests(request.kind(), request.count()));
  }

  private static ObjectNode workflow(Workflow workflow) {
    ObjectNode node = object();
    node.put("execution", workflow.execution()).put("status", workflow.status());
    node.put("seconds", seconds(workflow.took()));
    node.set("steps", array(workflow.steps(), ReportJson::step));
    return node;
  }

  private static ObjectNode step(Workflow.Step step) {
    ObjectNode node = object().put("name", step.name()).put("detail", step.detail());
    node.put("start", seconds(step.start())).put("seconds", seconds(step.took()));
    return node.put("outcome", step.outcome().name());
  }

  private static ObjectNode function(FunctionUse use) {
    ObjectNode node = object().put("name", use.name());
    node.put("invocations", use.invocations()).put("failures", use.failures());
    node.put("totalMillis", use.total().toMillis());
    node.put("longestMillis", use.longest().toMillis());
    node.put("initMillis", use.init().toMillis());
    return node.put("memoryMib", use.memoryMib()).put("peakMib", use.peakMib());
  }

  static ObjectNode object() {
    return new ObjectNode(NODES);
  }

  static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis())
        .movePointLeft(3)
        .setScale(3, RoundingMode.UNNECESSARY);
  }

  private static ObjectNode memory(RunReport.ProcessMemory memory) {
    ObjectNode node = object().put("process", memory.process());
    return node.put("configuredMib", memory.configuredMib()).putNull("peakRssMib");
  }

  private static <T> ArrayNode array(Collection<T> values, Function<T, ObjectNode> writer) {
    ArrayNode array = new ArrayNode(NODES);
    values.forEach(value -> array.add(writer.apply(value)));
    return array;
  }

  private static <T> @Nullable ObjectNode orNull(
      @Nullable T value, Function<T, ObjectNode> writer) {
    return value == null ? null : writer.apply(value);
  }
}
