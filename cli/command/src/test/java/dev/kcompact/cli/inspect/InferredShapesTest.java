package dev.kcompact.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.PairedObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes of records that sinks write. */
class InferredShapesTest {
  private static InferredTable infer(Map<PairedObject, byte[]> sides, String... records) {
    byte[] bytes = String.join("\n", records).getBytes(UTF_8);
    SampledObject object =
        new SampledObject("t+0+0.json", LocalDate.of(2026, 11, 27), bytes, false, sides);
    TableRequest request =
        new TableRequest(
            "t", "raw", "t", "t/", "", List.of(), "", null, false, sides.keySet(), List.of());
    InferredTable table = new TableInference(request).infer(List.of(object));
    assertThat(table.corrupt()).isEmpty();
    assertThat(table.good()).isEqualTo(records.length);
    return table;
  }

  private static String text(InferredTable table) {
    return (table.definition() + table.schema()).replaceAll("\\s+", " ").replace("\"", "");
  }

  @Test
  void aSchemaInTheEnvelopeIsTheBestEvidence() {
    String schema =
        "{\"type\":\"struct\",\"fields\":[{\"field\":\"p\",\"type\":\"bytes\",\"name\":"
            + "\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"2\"}},"
            + "{\"field\":\"t\",\"type\":\"int32\",\"name\":\"org.apache.kafka.connect.data.Time\"},"
            + "{\"field\":\"b\",\"type\":\"bytes\"}]}";
    String table =
        text(
            infer(
                Map.of(),
                "{\"schema\":"
                    + schema
                    + ",\"payload\":{\"p\":\"B8Y=\",\"t\":123,\"b\":\"Av8A\"}}"));
    assertThat(table)
        .contains("dialect: connect", "at: /payload", "x-scale: 2", "x-encoding: connect")
        .contains("x-encoding: millis-of-day", "contentEncoding: base64");
  }

  @Test
  void aDecimalWithoutASchemaIsNotGuessed() {
    InferredTable table = infer(Map.of(), "{\"p\":\"B8Y=\"}", "{\"p\":\"1234\"}");
    assertThat(text(table)).doesNotContain("decimal");
    assertThat(table.findings()).anyMatch(finding -> finding.text().contains("base64"));
  }

  @Test
  void readsDebezium() {
    String table =
        text(
            infer(
                Map.of(),
                "{\"before\":null,\"after\":{\"id\":1,\"doc\":\"{}\"},\"source\":{\"lsn\":7},"
                    + "\"op\":\"c\",\"ts_ms\":1795773601300}",
                "{\"before\":{\"id\":1},\"after\":null,\"source\":{\"lsn\":8},\"op\":\"d\","
                    + "\"ts_ms\":1795773601301}"));
    assertThat(table)
        .contains("dialect: debezium", "x-from: /op", "x-from: /source/lsn")
        .contains("x-from: /ts_ms", "epoch-millis", "application/json");
  }

  @Test
  void readsEnvelopesWithTheKey() {
    String aiven =
        text(
            infer(
                Map.of(),
                "{\"key\":{\"id\":1},\"value\":{\"a\":1},\"offset\":0,\"timestamp\":\"2026-11-27T10:00:00Z\"}",
                "{\"key\":{\"id\":1},\"value\":null,\"offset\":1,\"timestamp\":\"2026-11-27T10:00:00Z\"}"));
    assertThat(aiven)
        .contains("at: /value", "tombstones: keep", "key: [key_id]", "order: [offset]")
        .contains("x-from: /key/id", "x-from: /timestamp");
    String lenses =
        text(
            infer(
                Map.of(),
                "{\"key\":\"k\",\"value\":{\"a\":1},\"headers\":{},\"metadata\":"
                    + "{\"offset\":3,\"partition\":0,\"topic\":\"t\",\"timestamp\":1795773600000}}"));
    assertThat(lenses).contains("at: /value", "x-from: /metadata/offset", "x-from: /key");
  }

  @Test
  void readsKeysAndHeadersBesideValues() {
    String table =
        text(
            infer(
                Map.of(
                    PairedObject.KEYS, "{\"id\":2}".getBytes(UTF_8),
                    PairedObject.HEADERS,
                        "{\"headers\":[{\"key\":\"source\",\"value\":\"app\"}]}".getBytes(UTF_8)),
                "{\"id\":2}"));
    assertThat(table)
        .contains("keys: true", "headers: true", "x-from: key:/id", "x-from: header:/source");
  }

  @Test
  void readsTextsOfJsonAndMongo() {
    assertThat(text(infer(Map.of(), "\"{\\\"id\\\":7,\\\"amount\\\":10.10}\"")))
        .contains("encoding: json-text", "format: decimal");
    assertThat(
            text(
                infer(
                    Map.of(),
                    "{\"_id\":{\"$oid\":\"656000000000000000000002\"},\"at\":{\"$date\":0},"
                        + "\"n\":{\"$numberLong\":\"2\"},\"d\":{\"$numberDecimal\":\"1E+2\"}}")))
        .contains("dialect: mongo", "x-from: _id", "format: date-time", "format: decimal");
  }
}
