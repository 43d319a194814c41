package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Infers a table from a sample of its objects. What it returns has been loaded, and decoded the
 * sample: places whose values were rejected have got a wider type.
 */
public final class TableInference {
  private static final int MAX_ROUNDS = 6;
  private static final ObjectWriter PRETTY = RecordTexts.JSON.writer().with(new SchemaPrinter());

  private final TableRequest request;

  public TableInference(TableRequest request) {
    this.request = request;
  }

  /**
   * @param sample at least one object; the day of the others is compared with it
   */
  public InferredTable infer(List<SampledObject> sample) {
    SampleStatistics statistics = SampleStatistics.of(sample, request);
    Set<List<String>> freeForm = new HashSet<>();
    InferredTable found = attempt(statistics, sample, request, freeForm, MAX_ROUNDS);
    boolean isUnpaired = found.corrupt().keySet().stream().anyMatch(TableInference::isOfSides);
    return isUnpaired
        ? attempt(statistics, sample, request.withoutSides(), new HashSet<>(), MAX_ROUNDS)
        : found;
  }

  private static boolean isOfSides(String reason) {
    return reason.startsWith("unpaired")
        || reason.contains(":key:/")
        || reason.contains(":header:/");
  }

  private InferredTable attempt(
      SampleStatistics statistics,
      List<SampledObject> sample,
      TableRequest asked,
      Set<List<String>> freeForm,
      int rounds) {
    TableColumns columns = new TableColumns(statistics, asked, freeForm);
    ObjectNode schema = columns.schema();
    TableYaml yaml = new TableYaml(asked, statistics, columns, sample.size());
    InferredTable draft =
        new InferredTable(
            asked.table(),
            yaml.text(),
            text(schema),
            schema.get("properties").size(),
            0,
            0,
            Map.of(),
            List.of());
    BaseTable table = TableCatalog.load(draft.files()).baseTables().get(0);
    SampleDecoding decoding = new SampleDecoding(table);
    sample.forEach(decoding::decode);
    Set<List<String>> wider = new HashSet<>(freeForm);
    wider.addAll(rejecting(decoding, columns));
    if (!wider.equals(freeForm) && rounds > 0) {
      return attempt(statistics, sample, asked, rounds == 1 ? topLevel(wider) : wider, rounds - 1);
    }
    List<Finding> findings = new ArrayList<>(yaml.findings());
    findings.addAll(columns.findings());
    return new InferredTable(
        draft.table(),
        draft.definition(),
        draft.schema(),
        draft.columns(),
        decoding.records(),
        decoding.good(),
        decoding.corrupt(),
        findings);
  }

  /** Places whose values make more records corrupt than outliers do. */
  private static Set<List<String>> rejecting(SampleDecoding decoding, TableColumns columns) {
    Map<List<String>, Long> counts = new HashMap<>();
    decoding
        .corrupt()
        .forEach(
            (reason, count) ->
                columns.placeOf(reason).ifPresent(it -> counts.merge(it, count, Long::sum)));
    long most = Outliers.most(decoding.records());
    counts.values().removeIf(count -> count <= most);
    return counts.keySet();
  }

  /** The columns that have these places; a column of any JSON holds every value. */
  private static Set<List<String>> topLevel(Set<List<String>> places) {
    Set<List<String>> columns = new HashSet<>();
    for (List<String> place : places) {
      int steps = TableColumns.isBesideRow(place) ? place.size() : 1;
      columns.add(place.subList(0, Math.min(steps, place.size())));
    }
    return columns;
  }

  private static String text(ObjectNode schema) {
    try {
      return PRETTY.writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is written", e);
    }
  }
}
