package dev.kcompact.job.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Objects of one record each, which is corrupt for every reason that there is. */
final class CorruptInputs {
  private static final BaseTable PLAIN =
      Schemas.table(
          "id",
          """
          {"type":"object","required":["id"],"properties":{
            "id":{"type":"integer"},"s":{"type":["string","null"]},"free":true,
            "b":{"type":"string","contentEncoding":"base64"},
            "n":{"format":"date-time","x-encoding":"epoch-nanos"},
            "t":{"type":"string","format":"date-time","x-encoding":"local",
              "x-zone":"America/Sao_Paulo"}}}
          """);
  private static final String OPTIONAL =
      "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";
  private static final BaseTable LOOSE = Schemas.table("id", OPTIONAL);
  private static final BaseTable WRAPPED = Schemas.table("record: { at: /value }", "id", OPTIONAL);
  private static final BaseTable PAIRED =
      Schemas.table(
          "record: { keys: true }",
          "id",
          """
          {"type":"object","properties":{"id":{"type":"integer","x-from":"key:/id"},
            "s":{"type":"string"}}}
          """);
  private static final BaseTable CONNECT =
      Schemas.table(
          "record: { dialect: connect, at: /payload }",
          "id",
          """
          {"type":"object","properties":{"id":{"type":"integer"},
            "p":{"format":"decimal","x-precision":9,"x-scale":2}}}
          """);

  private CorruptInputs() {}

  /**
   * An object.
   *
   * @param recognized whether its text says which record it is
   */
  record Input(
      CorruptReason reason, BaseTable table, String extension, String content, boolean recognized) {
    byte[] stored() {
      return content.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return reason + " " + content.substring(0, Math.min(40, content.length()));
    }
  }

  static List<Input> all() {
    String deep = "{\"id\":7,\"free\":" + "[".repeat(70) + "]".repeat(70) + "}";
    return List.of(
        own(CorruptReason.MALFORMED_JSON, "{\"id\":7,}"),
        own(CorruptReason.MALFORMED_JSON, "nul"),
        none(CorruptReason.MALFORMED_JSON, "}"),
        none(CorruptReason.MALFORMED_JSON, "{\"id\":null,}"),
        new Input(CorruptReason.DAMAGED_COMPRESSION, PLAIN, ".json.gz", damaged(), false),
        new Input(CorruptReason.UNKNOWN_COMPRESSION, PLAIN, ".json", binary(), false),
        own(CorruptReason.NOT_AN_OBJECT, "7"),
        own(CorruptReason.NOT_AN_OBJECT, "\"x\""),
        none(CorruptReason.NOT_AN_OBJECT, "null"),
        none(CorruptReason.NOT_AN_OBJECT, "true"),
        none(CorruptReason.NOT_AN_OBJECT, "\"\""),
        own(CorruptReason.MISSING_REQUIRED, "{\"s\":\"x\"}"),
        none(CorruptReason.MISSING_REQUIRED, "{}"),
        none(CorruptReason.MISSING_REQUIRED, "{\"id\":null}"),
        none(CorruptReason.MISSING_REQUIRED, "{\"s\":null}"),
        own(CorruptReason.WRONG_TYPE, "{\"id\":\"x\"}"),
        none(CorruptReason.WRONG_TYPE, "{\"id\":true}"),
        none(CorruptReason.WRONG_TYPE, "{\"id\":{}}"),
        own(CorruptReason.OUT_OF_RANGE, "{\"id\":99999999999999999999}"),
        own(CorruptReason.INVALID_UTF8, "{\"id\":7,\"s\":\"\u00ff\"}"),
        own(CorruptReason.TOO_DEEP, deep),
        own(CorruptReason.TOO_LARGE, "{\"id\":7,\"s\":\"" + "x".repeat(900) + "\"}"),
        own(CorruptReason.DUPLICATE_KEY, "{\"id\":7,\"id\":7}"),
        new Input(
            CorruptReason.UNDECLARED_ENVELOPE, LOOSE, ".json", "{\"payload\":{\"x\":1}}", true),
        new Input(CorruptReason.UNDECLARED_ENVELOPE, LOOSE, ".json", "{\"payload\":{}}", false),
        new Input(CorruptReason.UNPAIRED, PAIRED, ".json", "{\"s\":\"x\"}", false),
        new Input(CorruptReason.TOMBSTONE, WRAPPED, ".json", "{\"key\":7,\"value\":null}", false),
        own(CorruptReason.INVALID_BASE64, "{\"id\":7,\"b\":\"%\"}"),
        own(CorruptReason.NOT_EXACT, "{\"id\":7,\"n\":1}"),
        own(CorruptReason.NONEXISTENT_TIME, "{\"id\":7,\"t\":\"2018-11-04T00:30:00\"}"),
        new Input(CorruptReason.SCHEMA_DIFFERS, CONNECT, ".json", differing(), true));
  }

  private static Input own(CorruptReason reason, String content) {
    return new Input(reason, PLAIN, ".json", content, true);
  }

  private static Input none(CorruptReason reason, String content) {
    return new Input(reason, PLAIN, ".json", content, false);
  }

  private static String damaged() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"id\":7}".getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String(Arrays.copyOf(bytes.toByteArray(), 12), ISO_8859_1);
  }

  private static String binary() {
    StringBuilder bytes = new StringBuilder("\u0001\u0002\u0000\u00fe");
    for (int i = 0; i < 300; i++) {
      bytes.append((char) (i * 37 & 0xff));
    }
    return bytes.toString();
  }

  private static String differing() {
    return """
        {"schema":{"type":"struct","optional":false,"fields":[\
        {"type":"int64","optional":false,"field":"id"},\
        {"type":"bytes","optional":false,"name":"org.apache.kafka.connect.data.Decimal",\
        "version":1,"parameters":{"scale":"3"},"field":"p"}]},\
        "payload":{"id":7,"p":"BA=="}}""";
  }
}
