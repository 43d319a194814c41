package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.decode.BadObjects;
import dev.kcompact.job.decode.BadObjects.BadObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job in a small heap: configuration limits its memory, not the input. The oracle is the set of
 * (object, line), read with DuckDB.
 */
@Tag("full")
class HeapIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final int PARTITIONS = 4;
  private static final String PLAIN =
      """
      {"type":"object","required":["id"],"properties":{
        "id":{"type":"integer"},"text":{"type":"string"},"amount":{"type":"number"}}}
      """;

  @TempDir Path folder;

  @Test
  void twoHundredWideTablesWithFewObjects() throws Exception {
    String fields =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"f" + i + "\":{\"type\":\"integer\"}")
            .collect(Collectors.joining(","));
    String wide =
        """
        {"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
          "items":{"type":"array","items":{"type":"object","properties":{%s}}}}}
        """
            .formatted(fields);
    String empties = "{},".repeat(1000) + "{}";
    String[] names = tables(200);

    write(names, 2, 3, i -> "{\"id\":" + i + ",\"items\":[" + empties + "]}\n");
    run(128, wide, names);

    assertOracle(names, 2, 3);
  }

  @Test
  void oneGroupOfLargeRecordsAfterManySmallOnes() throws Exception {
    Random random = new Random(7);
    String[] names = tables(1);
    // The data neither compresses nor repeats, so output is as large as input.
    write(
        names,
        40,
        250,
        i -> "{\"id\":" + i + ",\"text\":\"" + noise(random, i < 3000 ? 10 : 12_000) + "\"}\n");

    run(128, PLAIN, names, "fetch.max-bytes=8MiB");

    assertOracle(names, 40, 250);
  }

  @Test
  void badObjectsOfEveryKind() throws Exception {
    int object = 16 << 20;
    int record = 2 << 20;
    List<BadObject> bad = new ArrayList<>(BadObjects.small());
    bad.addAll(BadObjects.large(object, record));

    writeBad(bad);
    run(
        160,
        BadObjects.SCHEMA,
        tables(1),
        "object.max-bytes=" + object,
        "record.max-bytes=" + record);

    assertOutcomes(bad);
  }

  @Test
  @Tag("long")
  void badObjectsOfEveryKindInTheDefaultConfiguration() throws Exception {
    List<BadObject> bad = new ArrayList<>(BadObjects.small());
    bad.addAll(BadObjects.large(128 << 20, 8 << 20));

    writeBad(bad);
    run(768, BadObjects.SCHEMA, tables(1));

    assertOutcomes(bad);
  }

  /** A record of that object, with its corrupt reason or {@code ok}. */
  private record RecordOutcome(long object, String outcome) {}

  private void writeBad(List<BadObject> bad) throws IOException {
    Path day = Files.createDirectories(folder.resolve("raw/topics/t0/" + DAY));
    for (int i = 0; i < bad.size(); i++) {
      String file = String.format("t0+0+%010d.%s", i, bad.get(i).extension());
      Files.write(day.resolve(file), bad.get(i).content().get());
    }
  }

  /** Line by line, read with DuckDB. */
  private void assertOutcomes(List<BadObject> bad) throws SQLException {
    List<RecordOutcome> expected = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      for (String outcome : bad.get(i).outcomes()) {
        expected.add(new RecordOutcome(i, outcome));
      }
    }
    String sql =
        """
        SELECT _file_offset, coalesce(split_part(_corrupt_reason, ':', 1), 'ok')
        FROM read_parquet('%s/lake/compacted/*/*/*.parquet') ORDER BY _file_offset, _line
        """
            .formatted(folder);
    List<RecordOutcome> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(new RecordOutcome(rows.getLong(1), rows.getString(2)));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  @Tag("long")
  void seventyThousandObjectsInTheDefaultConfiguration() throws Exception {
    Random random = new Random(7);
    String[] names = tables(4);
    write(
        names,
        17_500,
        20,
        i -> "{\"id\":" + i + ",\"text\":\"" + noise(random, 350) + "\",\"amount\":0.5}\n");

    run(512, PLAIN, names);

    assertOracle(names, 17_500, 20);
  }

  private static String[] tables(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
  }

  private static String noise(Random random, int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return Base64.getEncoder().encodeToString(noise);
  }

  private void write(String[] names, int objects, int lines, IntFunction<String> record)
      throws IOException {
    for (String name : names) {
      Path day = Files.createDirectories(folder.resolve("raw/topics/" + name + "/" + DAY));
      for (int object = 0; object < objects; object++) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
          text.append(record.apply(object * lines + line));
        }
        String file =
            String.format(
                "%s+%d+%010d.json",
                name, object % PARTITIONS, (long) (object / PARTITIONS) * lines);
        Files.writeString(day.resolve(file), text);
      }
    }
  }

  private void run(int heapMb, String schema, String[] names, String... properties)
      throws Exception {
    Files.writeString(folder.resolve("schema.json"), schema);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx" + heapMb + "m",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            HeapRun.class.getName(),
            folder.toString(),
            String.join(",", names)));
    command.addAll(List.of(properties));
    Path log = folder.resolve("run.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();

    List<String> lines = Files.readAllLines(log);
    assertThat(ended && process.waitFor() == 0)
        .as(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())))
        .isTrue();
    System.out.println(
        heapMb
            + " MiB heap; "
            + lines.stream().filter(line -> line.startsWith("peak")).findFirst().orElseThrow());
  }

  private void assertOracle(String[] names, int objects, int lines) throws SQLException {
    String sql =
        """
        SELECT count(*), count(DISTINCT (filename.split('/')[-3], _partition, _file_offset, _line)),
          count(*) FILTER (_line BETWEEN 0 AND %d AND _file_offset %% %d = 0
            AND _partition + %d * (_file_offset // %d) BETWEEN 0 AND %d
            AND _corrupt_reason IS NULL)
        FROM read_parquet('%s/lake/compacted/*/*/*.parquet', filename = true)
        """
            .formatted(lines - 1, lines, PARTITIONS, lines, objects - 1, folder);
    long expected = (long) names.length * objects * lines;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      assertThat(List.of(found.getLong(1), found.getLong(2), found.getLong(3)))
          .as("rows, distinct ones, known ones")
          .containsOnly(expected);
    }
  }
}
