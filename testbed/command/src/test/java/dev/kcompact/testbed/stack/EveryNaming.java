package dev.kcompact.testbed.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Tables and objects for every naming scheme of Kafka Connect's sinks. */
final class EveryNaming {
  private static final int LINES = 3;
  private static final int PARTITIONS = 2;
  private static final String LAST_MODIFIED = "{from: last-modified, zone: UTC}";
  private static final String BY_DAY = "{from: path, zone: UTC, layout: \"%s\"}";

  /** Names that no sink uses, but people do; they have no order. */
  private static final List<String> HOSTILE =
      List.of(
          "a b.json",
          "a%2Fb.json",
          "a+b.json",
          "a..b.json",
          "'a'.json",
          "\"a\".json",
          "$(id);.json",
          "?a=1&b.json",
          "#a.json",
          "[a]{b}*.json",
          "<a>&amp;.json",
          "日本語.json",
          "عربى.json",
          "😀.json",
          "é.json",
          "e\u0301.json",
          "hostile+0+12345678901234567890.json",
          "hostile+99999999999+1.json",
          "d e/%20/" + "x".repeat(200) + ".json",
          ("y".repeat(190) + "/").repeat(5) + "y.json");

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final List<String> keys = new ArrayList<>();
  private long rows;
  private int next;

  /** The naming of one table's objects. */
  private record Kind(String definition, String directories, String name, boolean zipped) {}

  EveryNaming(LocalDate day) {
    add(
        "by_partition",
        LAST_MODIFIED,
        "confluent",
        "partition=%1$d/",
        "by_partition+%1$d+%2$010d.json",
        false);
    add(
        "by_hour",
        BY_DAY.formatted("'year='yyyy'/month='MM'/day='dd"),
        "confluent",
        day("'year='yyyy'/month='MM'/day='dd'/hour=10/'", day),
        "by_hour+%1$d+%2$010d.json.gz",
        true);
    add(
        "by_day",
        BY_DAY.formatted("'d='yyyyMMdd"),
        "confluent",
        day("'d='yyyyMMdd'/'", day),
        "by_day+%1$d+%2$010d.json",
        false);
    add("flat", LAST_MODIFIED, "confluent", "", "flat+%1$d+%2$010d.json.gz", true);
    add(
        "aiven",
        BY_DAY.formatted("'dt='yyyy-MM-dd"),
        "aiven",
        day("'dt='yyyy-MM-dd'/'", day),
        "aiven-%1$d-%2$d.gz",
        true);
    add(
        "patterned",
        LAST_MODIFIED,
        "{pattern: '(?<topic>[a-z]+)_p(?<partition>\\d+)_(?<offset>\\d+)\\.ndjson'}",
        "p%1$d/",
        "patterned_p%1$d_%2$012d.ndjson",
        false);
    add("unordered", LAST_MODIFIED, "confluent", "in/", "export %1$d é %3$08x.json", false);
    add("hostile", LAST_MODIFIED, "confluent", "", "hostile+%1$d+%2$d.json", false);
  }

  private static String day(String pattern, LocalDate day) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(day);
  }

  private void add(
      String table, String day, String naming, String directories, String name, boolean zipped) {
    String definition =
        """
        table: %s
        domain: test
        source: {topic: %s, prefix: exports/%s/, naming: %s, names: any}
        day: %s
        schema: schemas/each.json
        key: [id]
        """
            .formatted(table, table, table, naming, day);
    kinds.put(table, new Kind(definition, "exports/" + table + "/" + directories, name, zipped));
  }

  void writeDefinitions(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("tables"));
    Files.createDirectories(folder.resolve("schemas"));
    for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
      Files.writeString(
          folder.resolve("tables").resolve(kind.getKey() + ".yaml"), kind.getValue().definition());
    }
    Files.writeString(
        folder.resolve("schemas").resolve("each.json"),
        """
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
        """);
  }

  /**
   * Writes this many more objects of each table and partition; the first time, also unusual ones.
   */
  void write(S3Client s3, String bucket, int each) throws IOException {
    if (keys.isEmpty()) {
      Kind kind = kinds.get("hostile");
      for (String name : HOSTILE) {
        put(s3, bucket, kind.directories() + name, content(kind, keys.size() * LINES));
      }
    }
    for (int i = 0; i < each; i++, next++) {
      for (Kind kind : kinds.values()) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          // Crosses a power of ten, where names without padding are no longer in order.
          long offset = 985L + next * LINES;
          Object[] parts = {
            partition, offset, (offset * 31 + partition) * 0x9E3779B1L & 0xffffffffL
          };
          String key = String.format(kind.directories() + kind.name(), parts);
          put(s3, bucket, key, content(kind, offset));
        }
      }
    }
  }

  private void put(S3Client s3, String bucket, String key, byte[] content) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
    keys.add(key);
  }

  private byte[] content(Kind kind, long offset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = kind.zipped() ? new GZIPOutputStream(bytes) : bytes) {
      for (int line = 0; line < LINES; line++) {
        out.write(("{\"id\":" + (offset + line) + "}\n").getBytes(UTF_8));
        rows++;
      }
    }
    return bytes.toByteArray();
  }

  List<String> tables() {
    return List.copyOf(kinds.keySet());
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  long rows() {
    return rows;
  }

  /** Directories with objects, their parents, and a table's other day. */
  long watched() {
    long directories = keys.stream().map(EveryNaming::directory).distinct().count();
    long parents = keys.stream().map(key -> directory(directory(key))).distinct().count();
    return directories + parents + kinds.size();
  }

  private static String directory(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }
}
