package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kcompact.cli.inspect.RecordEnvelope.Kind;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the definition of a table, with its evidence as comments. */
final class TableYaml {
  private final TableRequest request;
  private final SampleStatistics statistics;
  private final TableColumns columns;
  private final int objects;
  private final List<Finding> findings = new ArrayList<>();
  private final StringBuilder yaml = new StringBuilder();

  TableYaml(TableRequest request, SampleStatistics statistics, TableColumns columns, int objects) {
    this.request = request;
    this.statistics = statistics;
    this.columns = columns;
    this.objects = objects;
  }

  List<Finding> findings() {
    return findings;
  }

  String text() {
    line(
        "# Inferred by kcompact init from %,d records in %,d objects; the schema's comments have the"
            .formatted(statistics.texts().records(), objects));
    line("# evidence. Change it as you like: init does not overwrite it.");
    request.remarks().forEach(remark -> line("# " + remark));
    line("table: " + request.table());
    line("domain: " + request.domain());
    source();
    record();
    day();
    line("schema: schemas/" + request.table() + ".schema.json");
    key();
    return yaml.toString();
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }

  private void source() {
    line("source:");
    line("  topic: " + quoted(request.topic()));
    line("  prefix: " + quoted(request.prefix()));
    if (!request.naming().isEmpty()) {
      line("  naming: " + request.naming());
    }
    if (!request.exclude().isEmpty()) {
      line(
          "  exclude: "
              + request.exclude().stream()
                  .map(TableYaml::quoted)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private void record() {
    RecordEnvelope envelope = statistics.envelope();
    List<String> lines = new ArrayList<>();
    if (statistics.dialect() != Dialect.PLAIN) {
      lines.add("dialect: " + statistics.dialect().name().toLowerCase(Locale.ROOT));
    }
    if (envelope.isJsonText()) {
      lines.add("encoding: json-text");
      findings.add(new Finding("", "each record is a text that holds JSON"));
    }
    if (envelope.isAroundRow() && (envelope.kind() != Kind.DEBEZIUM || envelope.isInPayload())) {
      lines.add("at: " + pointers(envelope.places()));
    }
    if (envelope.isInPayload() && envelope.kind() == Kind.DEBEZIUM) {
      lines.add("ignore: [/payload/source, /payload/transaction, /payload/ts_us, /payload/ts_ns]");
    }
    boolean hasKafka = envelope.kind() == Kind.AIVEN || envelope.kind() == Kind.LENSES;
    if (hasKafka || statistics.tombstones() > 0) {
      lines.add("tombstones: keep");
    }
    for (PairedObject kind : PairedObject.values()) {
      if (columns.reads(kind)) {
        lines.add(kind.name().toLowerCase(Locale.ROOT) + ": true");
      }
    }
    if (envelope.isAroundRow()) {
      String name = envelope.kind() == Kind.NONE ? "Kafka Connect" : envelope.kind().name();
      findings.add(new Finding("", "the rows are in an envelope of " + name));
    }
    if (!lines.isEmpty()) {
      line("record:");
      lines.forEach(each -> line("  " + each));
    }
  }

  private static String pointers(List<List<String>> places) {
    String all =
        places.stream()
            .map(place -> new Pointer(place).toString())
            .collect(Collectors.joining(", "));
    return places.size() == 1 ? all : "[" + all + "]";
  }

  private void day() {
    line("day:");
    line("  from: " + (request.layout().isEmpty() ? "last-modified" : "path"));
    if (!request.layout().isEmpty()) {
      line("  layout: " + quoted(request.layout()));
    }
    if (request.zone() != null) {
      line("  zone: " + request.zone().getId());
    } else {
      line("  # zone: America/Sao_Paulo  # the zone of the sink's partitioner; UTC by default");
    }
  }

  private void key() {
    KeyEvidence evidence = statistics.keys();
    Map<String, String> kafka = columns.keyColumns();
    boolean isChanges =
        statistics.tombstones() > 0 || statistics.envelope().kind() == Kind.DEBEZIUM;
    List<String> unique = evidence.unique();
    if (!kafka.isEmpty() && isChanges) {
      write(List.copyOf(kafka.values()), order());
      findings.add(
          new Finding(
              "",
              "key from Kafka's keys: the newest row of a key is kept when a day is finalized"));
    } else if (evidence.rows() >= KeyEvidence.FEW_ROWS && unique.size() == 1) {
      columns
          .column(unique.get(0))
          .ifPresent(
              column -> {
                write(List.of(column), order());
                findings.add(
                    new Finding(
                        column,
                        "key, for %,d of %<,d rows differ in it: the newest row of a key is kept"
                                .formatted(evidence.rows())
                            + " when a day is finalized; remove it if each row is a fact of its"
                            + " own"));
              });
    } else {
      propose(kafka, unique, evidence);
    }
  }

  private void propose(Map<String, String> kafka, List<String> unique, KeyEvidence evidence) {
    List<String> proposed =
        !kafka.isEmpty()
            ? List.copyOf(kafka.values())
            : unique.stream().flatMap(each -> columns.column(each).stream()).limit(1).toList();
    if (proposed.isEmpty()) {
      line("# key: []  # columns; no evidence for a key");
      return;
    }
    line("# key: " + proposed + "  # unproven: in " + evidence.rows() + " rows");
    findings.add(
        new Finding(
            "",
            (kafka.isEmpty()
                    ? "no key is written: %s differs in all of %,d rows, which are few"
                    : "no key is written: Kafka's key is %s; %,d rows were looked at")
                .formatted(proposed, evidence.rows())));
  }

  private void write(List<String> key, List<String> order) {
    line("key: " + key);
    if (!order.isEmpty()) {
      line("order: " + order);
    }
  }

  /** Positions that Kafka or the database gave, as far as the envelope has them. */
  private List<String> order() {
    return statistics.extras().entrySet().stream()
        .filter(each -> each.getValue().values() > 0)
        .map(each -> each.getKey().column())
        .filter(column -> column.equals("lsn") || column.equals("offset"))
        .filter(column -> columns.column(column).isEmpty())
        .limit(1)
        .toList();
  }

  static String quoted(String text) {
    try {
      return RecordTexts.JSON.writeValueAsString(TextNode.valueOf(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is written", e);
    }
  }
}
