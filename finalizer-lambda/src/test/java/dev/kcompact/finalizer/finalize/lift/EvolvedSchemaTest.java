package dev.kcompact.finalizer.finalize.lift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.QualityRule.Severity;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolvedSchemaTest {
  private static final String RESCUED = "processed: { rescued: true }";
  private static final String K = "\"k\":{\"type\":\"integer\"}";
  private static final String NAME = "\"name\":{\"type\":\"string\"}";
  private static final String NAMES = "SELECT k, name, _rescued FROM files ORDER BY k";

  @TempDir Path tmp;

  @Test
  void aFileThatHasTheColumnKeepsItsNulls() throws Exception {
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K), List.of(row(1, "{\"name\":\"a\",\"x\":1.50}"), row(2, "{\"x\":2}")))
            .compacted(object(K + "," + NAME), List.of(row(3, "{\"name\":\"c\"}")))
            .finalized(table(RESCUED, K + "," + NAME));

    assertThat(rows(found, NAMES))
        .containsExactly(
            List.of("1", "a", "{\"x\":1.50}"),
            List.of("2", "null", "{\"x\":2}"),
            List.of("3", "null", "{\"name\":\"c\"}"));
  }

  @Test
  void everyFileGivesTheColumnsThatItLacks() throws Exception {
    String size = "\"size\":{\"type\":\"integer\"}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(object(K), List.of(row(1, "{\"name\":\"a\",\"size\":1}")))
            .compacted(object(K + "," + NAME), List.of(row(2, "{\"name\":\"b\",\"size\":2}")))
            .compacted(object(K + "," + size), List.of(row(3, "{\"name\":\"c\",\"size\":3}")))
            .finalized(table(RESCUED, K + "," + NAME + "," + size));

    assertThat(rows(found, "SELECT k, name, size, _rescued FROM files ORDER BY k"))
        .containsExactly(
            List.of("1", "a", "1", "null"),
            List.of("2", "null", "2", "{\"name\":\"b\"}"),
            List.of("3", "c", "null", "{\"size\":3}"));
  }

  @Test
  void aValueThatDoesNotFitMakesTheRowInvalid() throws Exception {
    String size = "\"size\":{\"type\":\"integer\"}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(
                    row(1, "{\"name\":7,\"size\":\"1\"}"),
                    row(2, "{\"name\":\"b\",\"size\":1.0}"),
                    row(3, "{\"name\":\"c\",\"size\":3}")))
            .finalized(table(RESCUED, K + "," + NAME + "," + size));

    assertThat(rows(found, NAMES)).containsExactly(List.of("3", "c", "null"));
    assertThat(found.invalid()).isEqualTo(2);
    assertThat(
            ParquetFile.query(
                found.quarantine(),
                "SELECT reason, rescued, json_extract_string(record, '$.name') FROM files"
                    + " ORDER BY line"))
        .containsExactly(
            List.of("rescued:/name,rescued:/size", "{\"name\":7,\"size\":\"1\"}", "null"),
            List.of("rescued:/size", "{\"size\":1.0}", "b"));
    assertThat(found.rules())
        .extracting(BrokenRule::rule, BrokenRule::severity, BrokenRule::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("rescued:/name", Severity.REJECT, 1L),
            org.assertj.core.groups.Tuple.tuple("rescued:/size", Severity.REJECT, 2L));
  }

  @Test
  void aCorruptRowIsNotRead() throws Exception {
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(
                    "{\"_line\": 0, \"_rescued\": \"{\\\"name\\\":7}\", \"_corrupt_record\": \"x\","
                        + " \"_corrupt_reason\": \"malformed_json\"}"))
            .finalized(table(RESCUED, K + "," + NAME));

    assertThat(found.corrupt()).isEqualTo(1);
    assertThat(found.invalid()).isZero();
  }

  @Test
  void rulesAndKeysUseTheLiftedValues() throws Exception {
    String keyed = "key: [name]\norder: [k]\nrules: [{ name: no_x, sql: \"name <> 'x'\" }]";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(
                    row(1, "{\"name\":\"a\"}"),
                    row(2, "{\"name\":\"a\"}"),
                    row(3, "{\"name\":\"x\"}"),
                    row(4, "{\"y\":1}")))
            .compacted(object(K + "," + NAME), List.of("{\"k\":5,\"name\":\"a\",\"_line\":5}"))
            .finalized(table(keyed, K + "," + NAME));

    assertThat(rows(found, "SELECT k, name FROM files")).containsExactly(List.of("5", "a"));
    assertThat(found.duplicates()).isEqualTo(2);
    assertThat(
            ParquetFile.query(found.quarantine(), "SELECT line, reason FROM files ORDER BY line"))
        .containsExactly(List.of("3", "no_x"), List.of("4", "key:/name"));
  }

  @Test
  void placesInObjectsAreFoundWhereverTheObjectWasRescued() throws Exception {
    String city = "\"city\":{\"type\":\"string\",\"x-from\":\"address/city\"}";
    String zip = "\"zip\":{\"type\":\"integer\",\"x-from\":\"address/a~1b\"}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(
                    row(
                        1,
                        "{\"address\":{\"city\":\"A\",\"a/b\":1,\"c~d\":{\"e\":[1.0]}},\"z\":1}"),
                    row(2, "{\"address\":null}"),
                    row(3, "{\"address\":[1]}"),
                    row(4, "{\"address/city\":\"B\"}"),
                    row(5, "{\"address/a~1b\":5,\"address/q\":null}")))
            .finalized(table(RESCUED, K + "," + city + "," + zip));

    assertThat(rows(found, "SELECT k, city, zip, _rescued FROM files ORDER BY k"))
        .containsExactly(
            List.of("1", "A", "1", "{\"address/c~0d\":{\"e\":[1.0]},\"z\":1}"),
            List.of("2", "null", "null", "null"),
            List.of("4", "B", "null", "null"),
            List.of("5", "null", "5", "{\"address/q\":null}"));
    assertThat(ParquetFile.query(found.quarantine(), "SELECT line, reason, rescued FROM files"))
        .containsExactly(List.of("3", "rescued:/city,rescued:/zip", "{\"address\":[1]}"));
  }

  @Test
  void anEnvelopesMembersAreNotThoseOfTheRow() throws Exception {
    String sent = "\"sent\":{\"type\":\"integer\",\"x-from\":\"/ts\"}";
    String ts = "\"ts\":{\"type\":\"string\"}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(row(1, "{\"ts\":\"row\",\"/ts\":7,\"/op\":\"c\"}"), row(2, "{}")))
            .finalized(table("record: { at: /after }\n" + RESCUED, K + "," + sent + "," + ts));

    assertThat(rows(found, "SELECT k, sent, ts, _rescued FROM files ORDER BY k"))
        .containsExactly(
            List.of("1", "7", "row", "{\"/op\":\"c\"}"), List.of("2", "null", "null", "null"));
  }

  @Test
  void keysAndHeadersAreNotMembersOfTheRow() throws Exception {
    String columns =
        K
            + ",\"id\":{\"type\":\"integer\",\"x-from\":\"key:/id\"}"
            + ",\"source\":{\"type\":\"string\",\"x-from\":\"header:/source\"}";
    String rescued =
        "{\"id\":\"row\",\"key:/id\":7,\"key:/x\":1,\"header:/source\":\"app\",\"source\":1,\"\":2}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(object(K), List.of(row(1, rescued)))
            .finalized(table("record: { keys: true, headers: true }\n" + RESCUED, columns));

    assertThat(rows(found, "SELECT id, source, _rescued FROM files"))
        .containsExactly(List.of("7", "app", "{\"id\":\"row\",\"key:/x\":1,\"source\":1,\"\":2}"));
  }

  @Test
  void withoutAnEnvelopeASlashIsTheRecordWhichIsTheRow() throws Exception {
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(object(K), List.of(row(1, "{\"ts\":7}")))
            .finalized(table("", K + ",\"sent\":{\"type\":\"integer\",\"x-from\":\"/ts\"}"));

    assertThat(rows(found, "SELECT k, sent FROM files")).containsExactly(List.of("1", "7"));
  }

  @Test
  void membersThatAStructDoesNotKnowStayRescued() throws Exception {
    String item = "{\"type\":[\"object\",\"null\"],\"properties\":{\"i\":{\"type\":\"integer\"}}}";
    String all =
        "\"s\":%s,\"l\":{\"type\":\"array\",\"items\":%s},\"m\":{\"type\":\"object\",\"additionalProperties\":%s}"
            .formatted(item, item, item);
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(
                object(K),
                List.of(
                    row(
                        1,
                        "{\"s\":{\"i\":1,\"x\":1},\"l\":[{},null,{\"y\":2}],\"m\":{\"a/b\":{\"z\":3}}}")))
            .finalized(table(RESCUED, K + "," + all));

    assertThat(rows(found, "SELECT s, l, m, _rescued FROM files"))
        .containsExactly(
            List.of(
                "{\"i\":1}",
                "[{\"i\":null}, null, {\"i\":null}]",
                "{\"a/b\":{\"i\":null}}",
                "{\"s/x\":1,\"l/2/y\":2,\"m/a~1b/z\":3}"));
  }

  @Test
  void aValueThatDebeziumDidNotSendStaysRescued() throws Exception {
    String required =
        "{\"type\":\"object\",\"required\":[\"name\"],\"properties\":{" + K + "," + NAME + "}}";
    String placeholder = "{\"name\":\"__debezium_unavailable_value\"}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(object(K), List.of(row(1, placeholder)))
            .finalized(DecodedValues.table("record: { dialect: debezium }\n" + RESCUED, required));

    assertThat(rows(found, NAMES)).containsExactly(List.of("1", "null", placeholder));
  }

  @Test
  void rowsWithoutTheMemberHaveNull() throws Exception {
    String required =
        "{\"type\":\"object\",\"required\":[\"name\"],\"properties\":{" + K + "," + NAME + "}}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(object(K), List.of("{\"k\":1,\"_line\":1}", row(2, "{\"x\":1}")))
            .finalized(DecodedValues.table(RESCUED, required));

    assertThat(rows(found, NAMES))
        .containsExactly(List.of("1", "null", "null"), List.of("2", "null", "{\"x\":1}"));
  }

  @Test
  void theProcessedTableHasRescuedOnlyWhereDeclared() throws Exception {
    String columns = "SELECT string_agg(column_name, ',') FROM (DESCRIBE files)";
    EvolvedTable evolved = new EvolvedTable(tmp).compacted(object(K), List.of(row(1, "{\"x\":1}")));

    assertThat(rows(evolved.finalized(table("", K)), columns)).containsExactly(List.of("k"));
    assertThat(rows(evolved.finalized(table(RESCUED, K)), columns))
        .containsExactly(List.of("k,_rescued"));
  }

  private static BaseTable table(String definition, String properties) {
    return DecodedValues.table(definition, object(properties));
  }

  private static String object(String properties) {
    return "{\"type\":\"object\",\"properties\":{" + properties + "}}";
  }

  private static String row(int key, String rescued) throws JsonProcessingException {
    return new ObjectMapper()
        .writeValueAsString(new TreeMap<>(Map.of("k", key, "_line", key, "_rescued", rescued)));
  }

  /** Nested values are compared as JSON. */
  private static List<List<String>> rows(ProcessedBucket found, String query) throws Exception {
    String nested = query.replace("SELECT s, l, m", "SELECT to_json(s), to_json(l), to_json(m)");
    return ParquetFile.query(found.files(), nested).stream()
        .map(
            row ->
                row.stream()
                    .map(cell -> cell.replace(",null,", ", null, ").replace("},{", "}, {"))
                    .toList())
        .toList();
  }
}
