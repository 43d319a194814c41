package dev.kcompact.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.job.table.JobTables;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I3: file sizes depend on the planner only. */
@Tag("full")
class FileSizesIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";

  /** A target of 128 MiB means files of 100 to 200 MB; smaller targets are proportional. */
  private static final double MIN_OF_TARGET = 100e6 / (128 << 20);

  private static final double MAX_OF_TARGET = 200e6 / (128 << 20);

  @TempDir Path folder;

  @Test
  void areIndependentOfTheCheckpointInterval() throws Exception {
    RawFolder raw = smallObjects();
    assertThat(sizes(raw, "10 s")).hasSizeGreaterThan(3).isEqualTo(sizes(raw, "1 s"));
  }

  @Test
  @Tag("long")
  void areIndependentOfACheckpointIntervalOfAMinute() throws Exception {
    RawFolder raw = smallObjects();
    assertThat(sizes(raw, "60 s")).hasSizeGreaterThan(3).isEqualTo(sizes(raw, "1 s"));
  }

  private RawFolder smallObjects() {
    RawFolder raw = new RawFolder(folder.resolve("raw"));
    for (int i = 0; i < 200; i++) {
      raw.put("orders", DAY, i % 3, (i / 3) * 20L, 20);
    }
    return raw;
  }

  /** Returns the file sizes of a run, whose files contain every row once. */
  private List<Long> sizes(RawFolder raw, String interval) throws Exception {
    Path to = folder.resolve("lake-" + interval.replace(" ", ""));
    try (LocalCluster cluster =
        new LocalCluster(folder.resolve("state-" + interval), raw.uri(), to.toUri() + "/", 2)) {
      cluster
          .property("bounded", "true")
          .property("group.max-raw-bytes", "20000")
          .set("execution.checkpointing.interval", interval);
      cluster.await(cluster.submit(Tables.definitions("orders"), 2, null));
    }
    LakeOracle lake = new LakeOracle(to);
    assertThat(lake.lines(false)).containsExactlyInAnyOrderElementsOf(raw.lines());
    return sizes(lake);
  }

  private static List<Long> sizes(LakeOracle lake) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (Path file : lake.files()) {
      sizes.add(Files.size(file));
    }
    sizes.sort(null);
    return sizes;
  }

  @Test
  void mostBytesAreInFilesNearTheTarget() throws Exception {
    assertMostBytesAreNear(1 << 20, 560, 20);
  }

  /** A day of 1 GB of Parquet at the default target. */
  @Test
  @Tag("long")
  void mostBytesOfAGigabyteAreInFilesOf100To200Megabytes() throws Exception {
    assertMostBytesAreNear(128 << 20, 1_400, 1_000);
  }

  private void assertMostBytesAreNear(long target, int objects, int records) throws Exception {
    Path raw = folder.resolve("raw");
    writeTexts(raw, objects, records);
    Path to = folder.resolve("lake");
    try (LocalCluster cluster =
        new LocalCluster(folder.resolve("state"), raw.toUri() + "/", to.toUri() + "/", 2)) {
      cluster
          .property("bounded", "true")
          .property("group.probe-bytes", Long.toString(target / 2))
          .set("execution.checkpointing.interval", "1 s");
      cluster.await(cluster.submit(texts(target), 2, null));
    }
    List<Long> sizes = sizes(new LakeOracle(to));
    long all = sizes.stream().mapToLong(Long::longValue).sum();
    long near =
        sizes.stream()
            .filter(size -> size >= MIN_OF_TARGET * target && size <= MAX_OF_TARGET * target)
            .mapToLong(Long::longValue)
            .sum();
    assertThat(all).as("a day of more than one file").isGreaterThan(7 * target);
    assertThat((double) near / all)
        .as("share of %s for a target of %d", sizes, target)
        .isGreaterThanOrEqualTo(0.95);
  }

  /** Objects of 1 kB records that hardly compress, so little JSON becomes much Parquet. */
  private static void writeTexts(Path raw, int objects, int records) throws IOException {
    Path directory = Files.createDirectories(raw.resolve("topics/texts/" + DAY));
    SplittableRandom random = new SplittableRandom(5);
    byte[] noise = new byte[720];
    for (int i = 0; i < objects; i++) {
      Path object = directory.resolve(String.format("texts+0+%010d.json", (long) i * records));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(object))) {
        for (int record = 0; record < records; record++) {
          random.nextBytes(noise);
          out.write(("{\"id\":" + record + ",\"text\":\"").getBytes(US_ASCII));
          out.write(Base64.getEncoder().encode(noise));
          out.write("\"}\n".getBytes(US_ASCII));
        }
      }
    }
  }

  private static JobTables texts(long target) {
    return new JobTables(
        new DefinitionFiles(
            Map.of(
                "tables/texts.yaml",
                """
                table: texts
                domain: sales
                source: {topic: texts, prefix: topics/texts/}
                day: {from: path}
                schema: schemas/t.json
                key: [id]
                compaction: {target-size: %dB}
                """
                    .formatted(target),
                "schemas/t.json",
                """
                {"type": "object", "required": ["id"],
                 "properties": {"id": {"type": "integer"}, "text": {"type": "string"}}}
                """)));
  }
}
