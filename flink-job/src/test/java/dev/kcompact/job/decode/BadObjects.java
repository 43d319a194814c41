package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Malformed and extreme objects, each with the expected outcome of its records. */
public final class BadObjects {
  /** The schema that they are read by. */
  public static final String SCHEMA =
      """
      {"type":"object","required":["id"],"properties":{
        "id":{"type":"integer"},"text":{"type":"string"},"amount":{"type":"number"},
        "price":{"type":"number","format":"decimal","x-precision":20,"x-scale":4},
        "items":{"type":"array","items":{"type":"object","properties":{
          "sku":{"type":"string"},"n":{"type":"integer"},"ok":{"type":"boolean"},
          "a":{"type":"number"},"b":{"type":"number"},"c":{"type":"number"},"d":{"type":"number"},
          "e":{"type":"number"},"f":{"type":"number"},"g":{"type":"number"},"h":{"type":"number"}
          }}},
        "shops":{"type":"object","additionalProperties":{
          "type":"object","properties":{"n":{"type":"integer"}}}},
        "free":true}}
      """;

  private static final String GOOD = "{\"id\":1}";
  private static final String OK = "ok";
  private static final String MALFORMED = "malformed_json";
  private static final String UTF = "invalid_utf8";
  private static final String LARGE = "too_large";
  private static final String DAMAGED = "damaged_compression";
  private static final String UNKNOWN = "unknown_compression";
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final List<BadObject> all = new ArrayList<>();

  private BadObjects() {}

  /**
   * An object.
   *
   * @param what is bad about it
   * @param extension of its name
   * @param content made when it is asked for, since some are large
   * @param outcomes of its records: {@code ok}, or the code of a reason
   */
  public record BadObject(
      String what, String extension, Supplier<byte[]> content, List<String> outcomes) {
    public BadObject {
      outcomes = List.copyOf(outcomes);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** Those of a few bytes, or of a few MiB. */
  public static List<BadObject> small() {
    BadObjects made = new BadObjects();
    made.framing();
    made.syntax();
    made.values();
    made.encoding();
    made.compression();
    return made.all;
  }

  /**
   * Those that are large, or become so.
   *
   * @param objectBytes limit of an object
   * @param recordBytes limit of a record
   */
  public static List<BadObject> large(int objectBytes, int recordBytes) {
    BadObjects made = new BadObjects();
    made.beyond(objectBytes, recordBytes);
    made.swelling(recordBytes);
    return made.all;
  }

  private void framing() {
    add("nothing", "");
    add("blanks", " \n\t\r\n  \n");
    add("an empty array", "[]");
    add(
        "values without separators",
        "{\"id\":1}{\"id\":2}[{\"id\":3}]{\"id\":4}",
        OK,
        OK,
        "not_an_object",
        OK);
    add("lines ended as Windows does", "{\"id\":1}\r\n{\"id\":2}\r\n", OK, OK);
    add("lines ended as no more anybody does", "{\"id\":1}\r{\"id\":2}\r", OK, OK);
    add("a document over lines", "{\n\"id\"\n:\n1\n}\n", OK);
    add("an array that does not end", "[{\"id\":1},{\"id\":2}", OK, OK, MALFORMED);
    add("an array with two ends", "[{\"id\":1}]]\n", OK, MALFORMED);
    add("arrays in an array", "[[{\"id\":1}],{\"id\":2}]", "not_an_object", OK);
    add(
        "commas between lines",
        "{\"id\":1},\n{\"id\":2},\n{\"id\":3}\n",
        OK,
        MALFORMED,
        OK,
        MALFORMED,
        OK);
    add("scalars", "1\n\"x\"\nnull\ntrue\n-0.0e-0\n" + GOOD, n(5, "not_an_object", OK));
    around("brackets that cross", "{\"id\":[1}]", MALFORMED);
    around("twenty thousand brackets that open", "[".repeat(20_000), MALFORMED);
    around("an object of another's end", "}", MALFORMED);
  }

  private void syntax() {
    for (String text :
        List.of(
            "{\"id\":1,}",
            "{\"id\":01}",
            "{\"id\":+1}",
            "{\"id\":.5}",
            "{\"id\":1.}",
            "{\"id\":1e}",
            "{\"id\":0x1}",
            "{\"id\":NaN}",
            "{\"id\":Infinity}",
            "{'id':1}",
            "{id:1}",
            "{\"id\":1 /* c */}",
            "{\"id\":1} // c",
            "{\"id\":TRUE}",
            "{\"id\" 1}",
            "{\"id\":}",
            "{\"id\":1 \"text\":2}",
            "{\"text\":\"\t\"}",
            "{\"text\":\"\u0000\"}",
            "\u0000",
            "{\"text\":\"\\x\"}",
            "{\"text\":\"\\u12\"}",
            "{\"text\":\"\\u00g0\"}",
            "{\"text\":\"a",
            "{\"text\":\"a\\",
            "{\"text\":\"a\\\"}",
            "{\"te",
            "\"",
            "\\",
            "<id>1</id>",
            "id,text",
            "\u00a0{\"id\":1}",
            "\u2028")) {
      around(
          "no JSON: " + text,
          text,
          text.equals("{\"id\":1} // c") ? OK + "," + MALFORMED : MALFORMED);
    }
  }

  private void values() {
    around("nested 100,000 deep", "{\"id\":2,\"free\":" + nested(100_000) + "}", "too_deep");
    around("nested 65 deep", "{\"id\":2,\"free\":" + nested(64) + "}", "too_deep");
    around("nested 64 deep", "{\"id\":2,\"free\":" + nested(63) + "}", OK);
    around(
        "unknown, and nested 100,000 deep", "{\"id\":2,\"x\":" + nested(100_000) + "}", "too_deep");
    around("an integer of 10,000 digits", "{\"id\":" + "9".repeat(10_000) + "}", "out_of_range");
    around(
        "a number of 10,000 digits",
        "{\"id\":2,\"amount\":" + "9".repeat(10_000) + "}",
        "out_of_range");
    around(
        "10,000 digits behind the point", "{\"id\":2,\"amount\":0." + "9".repeat(10_000) + "}", OK);
    around(
        "a decimal of 10,000 digits",
        "{\"id\":2,\"price\":" + "9".repeat(10_000) + "}",
        "out_of_range");
    around("10,000 zeros", "{\"id\":2,\"price\":1." + "0".repeat(10_000) + "}", OK);
    around(
        "an exponent of 10,000 digits",
        "{\"id\":2,\"amount\":1e" + "9".repeat(10_000) + "}",
        "out_of_range");
    around(
        "a small exponent of 10,000 digits",
        "{\"id\":2,\"amount\":1e-" + "9".repeat(10_000) + "}",
        OK);
    around(
        "a number of a million digits kept as text",
        "{\"id\":2,\"free\":" + "9".repeat(1_000_000) + "}",
        OK);
    around("duplicate keys", "{\"id\":2,\"id\":3}", "duplicate_key");
    around("unknown duplicate keys", "{\"id\":2,\"x\":{\"a\":1,\"\\u0061\":2}}", "duplicate_key");
    around("an empty key", "{\"id\":2,\"\":3}", OK);
    around("a key of SQL", "{\"id\":2,\"'; DROP TABLE t; --\":3}", OK);
    around("NUL in a text", "{\"id\":2,\"text\":\"a\\u0000b\",\"\\u0000\":\"\\u0000\"}", OK);
    around("separators of lines in a text", "{\"id\":2,\"text\":\"\u2028\u2029\u0085\"}", OK);
    around("what Java takes for no character", "{\"id\":2,\"text\":\"\uffff\ufffe\"}", OK);
  }

  private void encoding() {
    around("half a character", "{\"id\":2,\"text\":\"\\ud83d\"}", UTF);
    around("the halves in the wrong order", "{\"id\":2,\"text\":\"\\ude00\\ud83d\"}", UTF);
    around("half a character in a key", "{\"id\":2,\"\\ud83d\":1}", UTF);
    for (String bytes :
        List.of(
            "c0af",
            "e080af",
            "f08080af",
            "eda080",
            "f4908080",
            "f8888080",
            "80",
            "ff",
            "c3",
            "e282")) {
      byte[] record =
          CompressedContent.bytes("{\"id\":2,\"text\":\"", HexFormat.of().parseHex(bytes), "\"}");
      addBytes(
          "bytes that are not UTF-8: " + bytes,
          "json",
          CompressedContent.bytes(GOOD + "\n", record, "\n" + GOOD),
          OK,
          UTF,
          OK);
    }
    addBytes("a mark and nothing", "json", BOM);
    addBytes("a mark and a record", "json", CompressedContent.bytes("", BOM, GOOD), OK);
    addBytes(
        "two marks",
        "json",
        CompressedContent.bytes("", BOM, new String(BOM, UTF_8) + GOOD + "\n" + GOOD),
        MALFORMED,
        OK);
    addBytes(
        "a mark in the second line",
        "json",
        CompressedContent.bytes(GOOD + "\n", BOM, GOOD + "\n" + GOOD),
        OK,
        MALFORMED,
        OK);
    addBytes("UTF-16", "json", GOOD.getBytes(UTF_16), UTF);
  }

  private void compression() {
    for (String kind : List.of("gz", "zst")) {
      byte[] complete = CompressedContent.compressed(kind, (GOOD + "\n").repeat(3));
      addBytes("text called ." + kind, "json." + kind, GOOD.getBytes(UTF_8), OK);
      addBytes("." + kind + " called .json", "json", CompressedContent.compressed(kind, GOOD), OK);
      addBytes("CSV called ." + kind, "csv." + kind, "a;b".getBytes(UTF_8), DAMAGED);
      addBytes("nothing called ." + kind, "json." + kind, new byte[0], DAMAGED);
      addBytes(
          "a ." + kind + " of a ." + kind,
          "json." + kind,
          CompressedContent.compressed(kind, CompressedContent.compressed(kind, GOOD)),
          UNKNOWN);
      addBytes(
          "." + kind + " with something behind",
          "json." + kind,
          CompressedContent.bytes("", complete, "x"),
          OK,
          OK,
          OK,
          DAMAGED);
      addBytes(
          "." + kind + " cut off",
          "json." + kind,
          Arrays.copyOf(complete, complete.length - 1),
          kind.equals("gz") ? new String[] {OK, OK, OK, DAMAGED} : new String[] {DAMAGED});
    }
  }

  /** Objects beyond their limits, compressed and not. */
  private void beyond(int objectBytes, int recordBytes) {
    String text = "{\"id\":2,\"text\":\"";
    around(
        "a text that fits its record",
        text + "x".repeat(recordBytes - text.length() - 2) + "\"}",
        OK);
    around("a text beyond its record", text + "x".repeat(recordBytes) + "\"}", LARGE);
    around("escapes beyond their record", text + "\\n".repeat(recordBytes) + "\"}", LARGE);
    around("blanks beyond their record", "{\"id\":2" + " ".repeat(recordBytes) + "}", LARGE);
    int much = objectBytes / 2 * 3;
    add(
        "a record larger than an object may be",
        () ->
            CompressedContent.bytes(
                GOOD + "\n" + text, CompressedContent.filled(much), "\"}\n" + GOOD),
        "json",
        OK,
        LARGE);
    add(
        "blanks beyond the object",
        () -> CompressedContent.bytes(GOOD, CompressedContent.filled(much, ' '), GOOD),
        "json",
        OK,
        LARGE);
    for (String kind : List.of("gz", "zst")) {
      add(
          "a ." + kind + " of many times its object",
          () -> CompressedContent.bomb(kind, GOOD + "\n", objectBytes * 4L),
          "json." + kind,
          OK,
          LARGE);
    }
  }

  /** Objects within their limits that need more memory than their size. */
  private void swelling(int recordBytes) {
    int empties = recordBytes / 4;
    around(
        "empty values, each of which is a slot",
        "{\"id\":2,\"items\":[" + "{},".repeat(empties) + "{}]}",
        LARGE);
    String key = "k".repeat(recordBytes / 2);
    StringBuilder unknown = new StringBuilder("\"a\":1");
    for (int i = 0; unknown.length() < recordBytes / 4; i++) {
      unknown.append(",\"u").append(i).append("\":1");
    }
    around(
        "unknown fields below a long key, each of which repeats it",
        "{\"id\":2,\"shops\":{\"" + key + "\":{" + unknown + "}}}",
        LARGE);
    StringBuilder names = new StringBuilder("{\"id\":2,\"free\":{\"n\":0");
    for (int i = 0; names.length() < recordBytes - 100; i++) {
      names.append(",\"n").append(i).append("\":").append(i);
    }
    around("as many names as fit", names + "}}", OK);
    around(
        "as many brackets as fit",
        "{\"id\":2,\"free\":[" + "[],".repeat(recordBytes / 4) + "[]]}",
        OK);
  }

  private void add(String what, String text, String... outcomes) {
    addBytes(what, "json", text.getBytes(UTF_8), outcomes);
  }

  private void addBytes(String what, String extension, byte[] content, String... outcomes) {
    add(what, () -> content, extension, outcomes);
  }

  private void add(String what, Supplier<byte[]> content, String extension, String... outcomes) {
    all.add(new BadObject(what, extension, content, List.of(outcomes)));
  }

  /** Between two sound lines, which must be kept. */
  private void around(String what, String line, String outcomes) {
    String[] all = (OK + "," + outcomes + "," + OK).split(",");
    add(what, GOOD + "\n" + line + "\n" + GOOD + "\n", all);
  }

  private static String[] n(int times, String outcome, String last) {
    String[] all = new String[times + 1];
    Arrays.fill(all, outcome);
    all[times] = last;
    return all;
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
