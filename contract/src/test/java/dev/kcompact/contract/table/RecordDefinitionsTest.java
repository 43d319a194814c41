package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.ValueForm;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What definitions say about envelopes, places and encodings. */
class RecordDefinitionsTest {
  private static BaseTable table(String record, String properties) {
    return (BaseTable)
        TableCatalog.load(
                new DefinitionFiles(
                    Map.of(
                        "tables/t.yaml",
                        """
                        table: t
                        domain: d
                        source: { topic: t, prefix: topics/t/ }
                        day: { from: last-modified }
                        schema: schemas/t.json
                        %s
                        """
                            .formatted(record.isEmpty() ? "" : "record: " + record),
                        "schemas/t.json",
                        "{\"type\": \"object\", \"properties\": {%s}}"
                            .formatted(properties.replace('\'', '"')))))
            .table("t")
            .orElseThrow();
  }

  private static Field field(String dialect, String schema) {
    return table("{ dialect: " + dialect + " }", "'v': " + schema)
        .schema()
        .column("v")
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain    | {'type':'string','format':'date-time'}  | TIMESTAMP | PLAIN",
        "plain    | {'type':'integer','format':'date-time'} | INTEGER   | PLAIN",
        "plain    | {'format':'date-time'}                  | JSON      | PLAIN",
        "connect  | {'type':'integer','format':'date-time'} | TIMESTAMP | EPOCH_MILLIS",
        "connect  | {'format':'date'}                       | DATE      | EPOCH_DAYS",
        "connect  | {'type':'integer','format':'time'}      | STRING    | MILLIS_OF_DAY",
        "connect  | {'type':'string','x-encoding':'plain'}  | STRING    | PLAIN",
        "debezium | {'format':'date-time'}                  | TIMESTAMP | EPOCH_MILLIS",
        "debezium | {'format':'date-time','x-encoding':'epoch-micros'} | TIMESTAMP | EPOCH_MICROS",
        "mongo    | {'type':'integer'}                      | INTEGER   | MONGO",
        "mongo    | {'format':'date-time'}                  | TIMESTAMP | MONGO",
        "mongo    | {'type':'string','format':'time'}       | STRING    | PLAIN",
        "mongo    | true                                    | JSON      | PLAIN",
        "plain    | {'type':'string','contentEncoding':'base64'} | STRING | BASE64",
        "plain    | {'type':['boolean','null'],'x-encoding':'int'} | BOOLEAN | INT"
      })
  void aDialectDecidesWhatTheSchemaDoesNotSay(
      String dialect, String schema, Scalar type, Named encoding) {
    Field field = field(dialect, schema);
    assertThat(field.type()).isEqualTo(type);
    assertThat(field.form()).isEqualTo(ValueForm.of(encoding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain   | 'number'            | NUMBER",
        "plain   | 'string'            | PLAIN",
        "plain   | ['number','string'] | PLAIN",
        "connect | 'number'            | CONNECT",
        "mongo   | 'object'            | MONGO"
      })
  void aDecimalTakesTextWhereTheTypeSaysString(String dialect, String type, Named encoding) {
    String schema = "{'type':" + type + ",'format':'decimal','x-precision':9,'x-scale':2}";
    assertThat(field(dialect, schema).form()).isEqualTo(ValueForm.of(encoding));
  }

  @Test
  void aPlaceIsReadAsWritten() {
    Map<String, String> texts =
        Map.of(
            "price",
            "price",
            "order-id",
            "order-id",
            "a/b",
            "a/b",
            "a~1b",
            "a~1b",
            "/ts_ms",
            "/ts_ms",
            "key:/id",
            "key:/id",
            "header:/x",
            "header:/x");
    texts.forEach((text, expected) -> assertThat(FieldPath.parse(text)).hasToString(expected));
    assertThat(FieldPath.parse("a~1b").pointer().steps()).containsExactly("a/b");
  }

  @Test
  void aLocalTimeHasItsPatternAndZone() {
    Field field =
        field(
            "plain",
            "{'format':'date-time','x-pattern':'dd/MM/uuuu HH:mm','x-zone':'Asia/Kolkata',"
                + "'x-null':['','-',0]}");
    assertThat(field.form())
        .isEqualTo(
            new ValueForm(
                new Encoding.Local("dd/MM/uuuu HH:mm", ZoneId.of("Asia/Kolkata")),
                List.of("", "-", 0L)));
  }

  @Test
  void markersFollowTheColumns() {
    BaseTable table = table("{ dialect: debezium, tombstones: keep }", "'id': {'type':'integer'}");
    assertThat(table.schema().columns())
        .extracting(Field::name)
        .containsExactly("id", "_tombstone", "_unavailable");
    assertThat(table.key()).isEmpty();
  }

  @Test
  void sideObjectsHaveTheNameOfTheirValues() {
    assertThat(PairedObject.KEYS.keyFor("a/dt=x/t+0+0000000000.json.gz"))
        .contains("a/dt=x/t+0+0000000000.keys.json.gz");
    assertThat(PairedObject.HEADERS.keyFor("t.v1+10+7.json")).contains("t.v1+10+7.headers.json");
    assertThat(PairedObject.KEYS.keyFor("a+0+1.json/t.json")).isEmpty();
    assertThat(table("{ keys: true, headers: true }", "'v': true").record().paired())
        .containsExactly(PairedObject.KEYS, PairedObject.HEADERS);
    assertThat(table("", "'v': true").record().paired()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ dialect: avro }            | 'v': true | tables/t.yaml at /record/dialect",
        "{ at: payload }              | 'v': true | at /record/at: is payload; expected a JSON",
        "{ at: [/a, /a/b] }           | 'v': true | at /record/at: has /a/b within /a",
        "{ at: ['', /a] }             | 'v': true | at /record/at: has",
        "{ ignore: [''] }             | 'v': true | at /record/ignore: has the record itself",
        "{ tombstones: drop }         | 'v': true | at /record/tombstones",
        "{ at: /a }  | 'v': {'x-from':'/a/v'} | x-from of v that is /a/v, which meets the row",
        "{ }         | 'v': {'x-from':''}     | /properties/v/x-from: is empty",
        "{ }         | 'v': {'x-from':'a~'}   | expected ~0 for a tilde",
        "{ }         | 'v': {'x-from':'key:/id'} | expected record.keys: true with it",
        "{ keys: true } | 'v': {'x-from':'header:/x'} | expected record.headers: true with it",
        "{ headers: true } | 'v': {'x-from':'header:/x/y'} | expected the name of a header",
        "{ keys: true } | 'v': {'x-from':'key:/id'}, 'w': {'x-from':'key:/id'} | which meets that of v",
        "{ }         | 'v': {'x-from':'w'}, 'w': true | which meets that of v",
        "{ }         | 'v': {'x-from':'w/x'}, 'w': true | which meets that of v",
        "{ }         | 'v': {'properties':{'p':{'x-from':'/q'}}} | inside v; expected a place",
        "{ }         | 'v': {'type':'integer','x-encoding':'epoch-days'} | /v/x-encoding: is epoch-days; expected one of plain, text, mongo",
        "{ }         | 'v': {'type':'string','format':'date','x-encoding':'epoch-millis'} | /v/x-encoding: is epoch-millis; expected one of",
        "{ }         | 'v': {'x-encoding':'text'} | expected none for a value of this type",
        "{ }         | 'v': {'format':'date-time','x-encoding':'local'} | /v: has local times; expected x-zone",
        "{ }         | 'v': {'format':'date-time','x-encoding':'local','x-zone':'Mars/X'} | /v/x-zone: is Mars/X",
        "{ }         | 'v': {'format':'date','x-encoding':'local'} | expected an x-pattern with it",
        "{ }         | 'v': {'format':'date','x-pattern':'dd/MM/uuuu','x-zone':'UTC'} | a date has no zone",
        "{ }         | 'v': {'format':'date','x-pattern':'dd/MM/yyyy'} | does not have all parts of a date",
        "{ }         | 'v': {'format':'date','x-pattern':'MM/uuuu'} | does not have all parts of a date",
        "{ }         | 'v': {'format':'date-time','x-pattern':'dd/MM/uuuu','x-zone':'UTC'} | does not have all parts of a moment",
        "{ }         | 'v': {'format':'date-time','x-pattern':'b','x-zone':'UTC'} | does not have all parts of a moment",
        "{ }         | 'v': {'format':'date-time','x-pattern':'dd/MM/uuuu','x-zone':'UTC','x-encoding':'epoch-days'} | /v/x-pattern: is given with x-encoding epoch-days",
        "{ }         | 'v': {'type':'string','format':'date-time','x-zone':'UTC'} | expected x-encoding local or an x-pattern",
        "{ }         | 'v': {'type':'string','x-pattern':'dd'} | expected it with format date-time or date",
        "{ }         | 'v': {'type':'string','contentEncoding':'base64','x-encoding':'mongo'} | /v/contentEncoding: is given",
        "{ }         | 'v': {'type':'string','x-null':'x'} | /v/x-null: is no list",
        "{ }         | 'v': {'type':'string','x-null':[1.5]} | /v/x-null: holds 1.5",
        "{ }         | 'v': {'format':'decimal','type':'boolean','x-precision':9,'x-scale':2} | expected number or string"
      })
  void aContradictionIsRefused(String record, String properties, String problem) {
    InvalidDefinitionsException refused =
        catchThrowableOfType(InvalidDefinitionsException.class, () -> table(record, properties));
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.problems())
        .anySatisfy(
            found ->
                assertThat(found.toString())
                    .matches("(tables/t.yaml|schemas/t.json) at /.*")
                    .contains(problem));
  }
}
