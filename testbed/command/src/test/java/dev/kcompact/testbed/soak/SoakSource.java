package dev.kcompact.testbed.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes objects as a connector does over several days: most into today's directories, some late
 * ones into those of earlier days, and some twice with the same content, as after a retry. Every
 * record has a unique number, which shows lost and duplicated records.
 */
final class SoakSource {
  private static final int PARTITIONS = 4;
  private static final int LINES = 5;
  private static final int LATE_ONE_IN = 10;
  private static final int AGAIN_ONE_IN = 12;
  private static final int DAYS = 3;

  private final S3Client s3;
  private final String bucket;
  private final Random random;
  private final long[] offsets = new long[PARTITIONS];
  private long records;
  private long objects;
  private long late;
  private long rewritten;
  private volatile int fields;

  SoakSource(S3Client s3, String bucket, long seed) {
    this.s3 = s3;
    this.bucket = bucket;
    this.random = new Random(seed);
  }

  /** The table and its schema, with the optional fields added so far. */
  void writeDefinitions(Path folder) throws IOException {
    for (String part : new String[] {"tables", "schemas", "sql"}) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(
        folder.resolve("tables/soak.yaml"),
        """
        table: soak
        domain: test
        source: {topic: soak, prefix: topics/soak/}
        day: {from: path, layout: "'dt='yyyy-MM-dd"}
        schema: schemas/soak.json
        key: [id]
        """);
    String added =
        IntStream.range(0, fields)
            .mapToObj(i -> ",\"f" + i + "\":{\"type\":[\"string\",\"null\"]}")
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("schemas/soak.json"),
        "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"}"
            + added
            + "}}");
  }

  /** Producers start to write another field, before or after the schema has it. */
  void addField() {
    fields++;
  }

  /** Writes the next object, and sometimes rewrites a recent one. */
  synchronized void next() {
    int partition = random.nextInt(PARTITIONS);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    boolean isLate = random.nextInt(LATE_ONE_IN) == 0;
    LocalDate day = isLate ? today.minusDays(1 + random.nextInt(DAYS)) : today;
    String key =
        String.format("topics/soak/dt=%s/soak+%d+%010d.json", day, partition, offsets[partition]);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      text.append("{\"id\":").append(records++);
      for (int field = 0; field < fields; field++) {
        text.append(",\"f").append(field).append("\":\"v").append(random.nextInt()).append('"');
      }
      text.append("}\n");
    }
    byte[] content = text.toString().getBytes(UTF_8);
    put(key, content);
    if (random.nextInt(AGAIN_ONE_IN) == 0) {
      put(key, content);
      rewritten++;
    }
    offsets[partition] += LINES;
    objects++;
    late += isLate ? 1 : 0;
  }

  private void put(String key, byte[] content) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  synchronized long records() {
    return records;
  }

  synchronized long objects() {
    return objects;
  }

  @Override
  public synchronized String toString() {
    return objects
        + " objects, "
        + late
        + " of them late, "
        + rewritten
        + " written again; "
        + records
        + " records; "
        + fields
        + " fields added";
  }
}
